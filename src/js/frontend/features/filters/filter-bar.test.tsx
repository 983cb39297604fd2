import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { FilterBar } from "@/features/filters/filter-bar";
import { json } from "@/tests/json";
import { answerWith, renderPage } from "@/tests/render";

const choices = (calls: number) => ({ filters: { models: [{ value: "opus", calls }], agents: [] } });

it("counts what the time chosen has, and keeps what is chosen without calls in it", async () => {
  answerWith({ "from=": () => json(choices(7)), "/overview": () => json(choices(100)) });
  renderPage(<FilterBar />, { search: "?from=2026-01-02T00:00:00Z&model=haiku" });
  await screen.findByRole("button", { name: "Remove model haiku" });
  await userEvent.click(screen.getByRole("button", { name: "Model" }));
  expect((await screen.findAllByRole("menuitemcheckbox")).map(({ textContent }) => textContent)).toEqual(["opus7", "haiku0"]);
});

it("moves the focus to the next chip when one is removed", async () => {
  answerWith({ "/overview": () => json(choices(1)) });
  renderPage(<FilterBar />, { search: "?model=a&model=b" });
  await userEvent.click(screen.getByRole("button", { name: "Remove model a" }));
  expect(screen.getByRole("button", { name: "Remove model b" })).toHaveFocus();
  expect(window.location.search).toBe("?model=b");
});
