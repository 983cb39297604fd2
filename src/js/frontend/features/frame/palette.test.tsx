import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { Palette } from "@/features/frame/palette";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const projects = ["11111111-aaaa", "22222222-bbbb"].map((id) => ({ id, name: "Shop", sample: null }));

function palette(search: string, path: string) {
  answerWith({ "/overview": () => json({ filters: { models: [{ value: "opus", calls: 1 }], agents: [] } }), "/api/projects": () => json(projects) });
  return renderPage(<Palette onClose={() => undefined} />, { search, path });
}

it("tells projects of one name apart, and does not find them by their ids", async () => {
  const { router } = palette("", `/projects/${PROJECT}/overview`);
  await screen.findAllByRole("option", { name: /Shop/ });
  await userEvent.type(screen.getByRole("combobox"), "shop{ArrowDown}{Enter}");
  expect(router.push).toHaveBeenCalledWith("/projects/22222222-bbbb/overview");
  await userEvent.clear(screen.getByRole("combobox"));
  await userEvent.type(screen.getByRole("combobox"), "bbbb");
  expect(within(screen.getByRole("listbox")).queryByText("Shop")).toBeNull();
});

it.each([
  ["explore", "?agent=main&figure=cost", "/explore?model=opus&agent=main"],
  ["settings", "", "/overview?model=opus"],
])("shows only a model from %s%s", async (place, search, href) => {
  const { router } = palette(search, `/projects/${PROJECT}/${place}`);
  await userEvent.click(await screen.findByRole("option", { name: /opus/ }));
  expect(router.push).toHaveBeenCalledWith(`/projects/${PROJECT}${href}`);
});
