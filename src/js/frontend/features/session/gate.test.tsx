import { act, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";

import { SessionGate } from "@/features/session/gate";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const USER = { id: "u", email: "ada@example.com", name: "Ada", organization: { id: "o", name: "Org" } };
const signedIn = () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user: USER });

async function pageOf(logout: () => Response) {
  answerWith({ "/auth/refresh": signedIn, "/auth/logout": logout });
  const page = renderPage(<SessionGate>secret</SessionGate>, { search: "?agent=main" });
  expect(await screen.findByText("secret")).toBeInTheDocument();
  page.client.setQueryData(["overview", PROJECT], "figures");
  return page;
}

it("leaves nothing behind for the next person, and no way back to this page", async () => {
  const { api, client, router } = await pageOf(() => new Response(null, { status: 204 }));
  await act(() => api.session.signOut());
  expect(screen.queryByText("secret")).toBeNull();
  expect(router.replace.mock.calls).toEqual([["/sign-in"]]);
  expect(client.getQueryData(["overview", PROJECT])).toBeUndefined();
});

it("stays signed in when the server did not end the session", async () => {
  const { api } = await pageOf(() => json({ title: "Down", detail: "Try later." }, 503));
  await expect(api.session.signOut()).rejects.toMatchObject({ status: 503 });
  expect(screen.getByText("secret")).toBeInTheDocument();
});

it("signs out with another tab", async () => {
  const { api, router } = await pageOf(() => new Response(null, { status: 204 }));
  const stop = api.session.followOtherTabs();
  const other = new BroadcastChannel("netra:signed-out");
  other.postMessage(null);
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/sign-in"));
  other.close();
  stop();
});

it("comes back to the page when the session ran out", async () => {
  const { api, router } = await pageOf(signedIn);
  answerWith({ "/auth/refresh": () => json({}, 401) });
  await act(() => api.session.refresh());
  expect(router.replace).toHaveBeenCalledWith(`/sign-in?next=${encodeURIComponent(`/projects/${PROJECT}/overview?agent=main`)}`);
});

it("forgets what was read when another tab went on in another organization", async () => {
  const { api, client } = await pageOf(() => new Response(null, { status: 204 }));
  const elsewhere = { ...USER, organization: { id: "other", name: "Other" } };
  answerWith({ "/auth/refresh": () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user: elsewhere }) });
  await act(() => api.session.refresh());
  await waitFor(() => expect(client.getQueryData(["overview", PROJECT])).toBeUndefined());
});
