import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { UserMenu } from "@/features/frame/user-menu";
import { SessionGate } from "@/features/session/gate";
import { SignedOutPage } from "@/features/session/signed-out";
import { json } from "@/tests/json";
import { answerWith, renderPage } from "@/tests/render";

const USER = { id: "u", email: "ada@example.com", name: "Ada", organization: { id: "o", name: "Org" }, organizations: [] };
const THERE = { name: "oidc", title: "Example Company" };
const CONFIG = { environment: "production", dev_login: false, dev_users: [], providers: [THERE] };
const signedIn = (sign_out_at: unknown) => () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user: USER, sign_out_at });

async function menuOf(there: unknown, leave: () => Response = () => json({ sign_out_url: "https://issuer.example/end?x" })) {
  answerWith({ "/auth/refresh": signedIn(there), "/auth/logout/provider": leave });
  const page = renderPage(
    <SessionGate>
      <UserMenu folded={false} />
    </SessionGate>,
  );
  await userEvent.click(await screen.findByTestId("user-menu"));
  return page;
}

it("offers to sign out at the provider second, and goes there with nothing left here", async () => {
  const assign = vi.fn();
  const { href, origin, pathname, search, hash } = window.location;
  vi.stubGlobal("location", { href, origin, pathname, search, hash, assign });
  const { router } = await menuOf(THERE);
  expect(screen.getAllByRole("menuitem").map(({ textContent }) => textContent.trim()).slice(-2)).toEqual([
    "Sign out",
    "Sign out at Example Company too",
  ]);
  await userEvent.click(screen.getByTestId("sign-out-there"));
  await waitFor(() => expect(assign).toHaveBeenCalledWith("https://issuer.example/end?x"));
  expect(screen.queryByTestId("user-menu")).toBeNull();
  expect(router.replace).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

it("offers it nowhere else", async () => {
  await menuOf(null);
  expect(screen.getByTestId("sign-out")).toBeInTheDocument();
  expect(screen.queryByTestId("sign-out-there")).toBeNull();
});

it("stays signed in while the provider is away", async () => {
  const { api } = await menuOf(THERE, () => json({ title: "Down", detail: "The provider is not answering." }, 503));
  await act(() => expect(api.session.signOutAtProvider()).rejects.toMatchObject({ status: 503 }));
  expect(api.session.state().status).toBe("signed-in");
});

it.each([
  ["#from=oidc", /signed out of Netra, and Example Company has/],
  ["#from=<b>x</b>", /signed out of Netra, and your provider has/],
  ["#error=unknown", /does not belong to a sign-out/],
  ["", /does not belong to a sign-out/],
])("says what %s means", async (hash, words) => {
  answerWith({ "/auth/config": () => json(CONFIG) });
  renderPage(<SignedOutPage />, { path: "/signed-out", search: hash });
  expect(await screen.findByText(words)).toBeInTheDocument();
});
