import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { UserMenu } from "@/features/frame/user-menu";
import { json } from "@/tests/json";
import { answerWith, askedFor, PROJECT, renderPage } from "@/tests/render";

const HOME = { id: "home", name: "Organization of Ada", role: "owner" };
const WORK = { id: "work", name: "Example Company", role: "viewer" };

async function menu(organizations: unknown[], here = HOME) {
  let there = here;
  const user = () => ({ id: "ada", email: "ada@example.com", name: "Ada", organization: there, organizations });
  const asked = answerWith({
    "/auth/refresh": () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user: user() }),
    "/auth/switch": () => {
      there = WORK;
      return new Response(null, { status: 204 });
    },
  });
  const page = renderPage(<UserMenu folded={false} />);
  await act(() => page.api.session.refresh());
  await userEvent.click(screen.getByTestId("user-menu"));
  return { ...page, asked };
}

it("goes on in another organization, and forgets what was read of this one", async () => {
  const { client, router, api, asked } = await menu([HOME, WORK]);
  client.setQueryData(["overview", PROJECT], "figures");
  await userEvent.click(screen.getByRole("menuitem", { name: "Example Company" }));
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/"));
  expect(askedFor(asked).filter((address) => address.endsWith("/auth/switch"))).toHaveLength(1);
  expect(api.session.state().user?.organization.name).toBe("Example Company");
  expect(client.getQueryData(["overview", PROJECT])).toBeUndefined();
});

it("offers nothing where there is no choice", async () => {
  await menu([HOME]);
  expect(await screen.findByTestId("sign-out")).toBeVisible();
  expect(screen.queryByTestId("organization-option")).toBeNull();
});
