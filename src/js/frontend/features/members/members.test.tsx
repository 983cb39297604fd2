import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { JoinPage } from "@/features/members/join";
import { MembersPage } from "@/features/members/members";
import { SignInsPage } from "@/features/members/sign-ins";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const AT = "2026-01-02T03:04:05Z";
const ADA = { user_id: "ada", email: "ada@example.com", name: "Ada", role: "owner", joined_at: AT };
const GRACE = { user_id: "grace", email: "grace@example.com", name: "Grace", role: "analyst", joined_at: AT };

const SHOP = { id: PROJECT, name: "Shop", time_zone: "UTC", sample: null, calls: 1 };

const done = () => new Response(null, { status: 204 });
const GOING = {
  "/auth/logout": done,
  "/auth/organizations/deleted": () => json([{ id: "old", name: "Old", deleted_at: AT, removed_at: AT }]),
  "/auth/organizations/old/restore": done,
  "/auth/organization": done,
};

const isUsed = () => window.sessionStorage.getItem("netra:invitation") === "used-token";
const isMember = () => window.sessionStorage.getItem("netra:invitation") === "colleague-token";
const USED = { title: "Not Found", detail: "This invitation was used: ask for a new one." };

const JOINING = {
  "/auth/invitations/accept": () => (isUsed() ? json(USED, 404) : new Response(null, { status: 204 })),
  "/auth/invitations/look": () => (isUsed() ? json(USED, 404) : json({ organization_name: "Acme", role: "viewer", invited_by: "Grace", expires_at: AT, role_held: isMember() ? "owner" : null })),
};

type Sent = { method: string; path: string; body: unknown };

async function page(shown: React.ReactNode, role: string, { refusal = "", ...at }: { refusal?: string; [where: string]: unknown } = {}) {
  const sent: Sent[] = [];
  const kept = async (request: Request, answer: Response) => {
    const text = request.method === "GET" ? "" : await request.clone().text();
    if (request.method !== "GET") sent.push({ method: request.method, path: new URL(request.url).pathname, body: text === "" ? null : JSON.parse(text) });
    return answer;
  };
  const organization = { id: "o", name: "Org", role };
  const user = { id: "ada", email: "ada@example.com", name: "Ada", organization, organizations: [organization] };
  const routes: Record<string, (request: Request) => Response> = {
    "/auth/refresh": () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user }),
    ...GOING,
    ...JOINING,
    "/auth/invitations": (request) => json(request.method === "POST" ? { id: "i", role: "viewer", note: "", created_at: AT, expires_at: AT, token: "secret-token" } : []),
    [`/api/projects/${PROJECT}`]: () => json(SHOP),
    "/api/projects": () => json([SHOP]),
    "/auth/members": (request) => (request.method === "GET" ? json([ADA, GRACE]) : new Response(null, { status: 204 })),
    "/auth/me": () => (refusal === "" ? new Response(null, { status: 204 }) : json({ title: "Conflict", detail: refusal }, 409)),
    "/auth/sessions": (request) => (request.method === "GET" ? json([{ id: "here", address: "127.0.0.1", user_agent: "", created_at: AT, last_used_at: AT, expires_at: AT, is_current: true }, { id: "there", address: "10.0.0.9", user_agent: "", created_at: AT, last_used_at: AT, expires_at: AT, is_current: false }]) : new Response(null, { status: 204 })),
  };
  answerWith(Object.fromEntries(Object.entries(routes).map(([path, answer]) => [path, (request: Request) => kept(request, answer(request)) as unknown as Response])));
  const view = renderPage(shown, at);
  await act(() => view.api.session.refresh());
  return { sent, router: view.router };
}

it("an admin changes roles, removes members and makes a link that no server sees", async () => {
  const { sent } = await page(<MembersPage />, "admin");
  await userEvent.selectOptions(await screen.findByLabelText("Role of Grace"), "viewer");
  expect(screen.queryByLabelText("Role of Ada")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Remove Grace" }));
  await userEvent.click(screen.getByTestId("confirm"));
  await userEvent.click(screen.getByTestId("invite"));
  expect(await screen.findByTestId("invitation-link")).toHaveTextContent("/join#secret-token");
  expect(sent.filter(({ path }) => path !== "/auth/refresh")).toEqual([
    { method: "PATCH", path: "/auth/members/grace", body: { role: "viewer" } },
    { method: "DELETE", path: "/auth/members/grace", body: null },
    { method: "POST", path: "/auth/invitations", body: { role: "analyst", note: "" } },
  ]);
});

it("others see who is there, and nothing to change", async () => {
  await page(<MembersPage />, "analyst");
  expect(await screen.findByText("grace@example.com")).toBeVisible();
  expect(screen.queryByRole("button", { name: /Remove/ })).toBeNull();
  expect(screen.queryByTestId("invite")).toBeNull();
});

it("ends one sign-in, or all others", async () => {
  const { sent } = await page(<SignInsPage />, "viewer", { isKnown: false });
  await userEvent.click(await screen.findByRole("button", { name: "Sign out there" }));
  await userEvent.click(screen.getByTestId("end-others"));
  const ended = sent.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  expect(ended).toEqual(["/auth/sessions/there", "/auth/sessions/others"]);
});

it("a person deletes their account by typing their address, and is signed out", async () => {
  const { sent } = await page(<SignInsPage />, "owner", { isKnown: false });
  await userEvent.click(await screen.findByTestId("delete-account"));
  await userEvent.type(screen.getByTestId("typed"), "ada@example");
  expect(screen.getByTestId("confirm")).toBeDisabled();
  await userEvent.type(screen.getByTestId("typed"), ".com");
  await userEvent.click(screen.getByTestId("confirm"));
  await waitFor(() => expect(screen.queryByTestId("delete-account")).toBeNull());
  expect(sent.slice(-2)).toEqual([
    { method: "DELETE", path: "/auth/me", body: { confirm: "ada@example.com" } },
    { method: "POST", path: "/auth/logout", body: null },
  ]);
});

it("says why an account cannot be deleted yet, and keeps it", async () => {
  await page(<SignInsPage />, "owner", { isKnown: false, refusal: "You own Org, where others work: hand over first, or delete it." });
  await userEvent.click(await screen.findByTestId("delete-account"));
  await userEvent.type(screen.getByTestId("typed"), "ada@example.com");
  await userEvent.click(screen.getByTestId("confirm"));
  expect(await screen.findByText(/hand over first/)).toBeVisible();
  expect(screen.getByTestId("typed")).toHaveValue("ada@example.com");
});

it("an owner deletes the organization by its name, and nobody else can", async () => {
  const { sent, router } = await page(<MembersPage />, "owner");
  await userEvent.click(await screen.findByTestId("delete-organization"));
  await userEvent.type(screen.getByTestId("typed"), "Org");
  await userEvent.click(screen.getByTestId("confirm"));
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/"));
  expect(sent).toContainEqual({ method: "DELETE", path: "/auth/organization", body: { confirm: "Org" } });
  await page(<MembersPage />, "admin");
  expect(screen.getAllByTestId("delete-organization")).toHaveLength(1);
});

it("whoever deleted an organization has it back from where they are left", async () => {
  const { sent, router } = await page(<SignInsPage />, "owner", { isKnown: false });
  await userEvent.click(await screen.findByRole("button", { name: "Restore Old" }));
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/"));
  expect(sent).toContainEqual({ method: "POST", path: "/auth/organizations/old/restore", body: null });
});

it("says what is wrong with a link that was used", async () => {
  await page(<JoinPage />, "owner", { path: "/join", search: "#used-token" });
  expect(await screen.findByText(/ask for a new one/)).toBeVisible();
  expect(screen.queryByTestId("join")).toBeNull();
  window.sessionStorage.clear();
});

it("tells a member that a link is for somebody else", async () => {
  await page(<JoinPage />, "owner", { path: "/join", search: "#colleague-token" });
  expect(await screen.findByText(/a member there already, as owner/)).toBeVisible();
  expect(screen.queryByText(/and stay a member/)).toBeNull();
  window.sessionStorage.clear();
});

it("joins by a link whose token leaves the address at once", async () => {
  const { sent, router } = await page(<JoinPage />, "owner", { path: "/join", search: "#secret-token" });
  expect(window.location.hash).toBe("");
  expect(await screen.findByTestId("offer")).toHaveTextContent("Grace invites you to Acme as viewer");
  await userEvent.click(await screen.findByTestId("join"));
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/"));
  expect(sent).toContainEqual({ method: "POST", path: "/auth/invitations/accept", body: { token: "secret-token" } });
  expect(window.sessionStorage.length).toBe(0);
});
