import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { AuditPage } from "@/features/audit/audit";
import { sentence } from "@/features/audit/words";
import type { AuditEntry } from "@/lib/api/types";
import { json } from "@/tests/json";
import { answerWith, askedFor, PROJECT, renderPage } from "@/tests/render";

const PATH = `/projects/${PROJECT}/settings/audit`;

const ENTRY: AuditEntry = {
  number: 3,
  at: "2026-01-02T03:04:05Z",
  actor: { kind: "user", id: "ada", name: "Ada" },
  action: "key.created",
  target: { kind: "api_key", id: "k", name: "reports" },
  details: { scopes: ["read"] },
  result: "ok",
  address: "203.0.113.9",
  user_agent: "Firefox",
  request_id: "r",
  digest: "d".repeat(64),
};
const REFUSED: AuditEntry = { ...ENTRY, number: 2, action: "access.refused", result: "refused", target: { kind: "route", id: null, name: "GET /auth/keys" }, details: { reason: "This needs the role admin or above." } };
const GONE: AuditEntry = { ...ENTRY, number: 1, actor: { kind: "user", id: "grace", name: null }, address: null, user_agent: null, action: "session.began", target: { kind: "session", id: "s", name: "" } };

const INTACT = { entries: 3, intact: true, first_broken: null, head: `abc${"0".repeat(61)}` };

interface Answers {
  role?: string;
  search?: string;
  entries?: () => Response;
  verify?: object;
}

async function page({ role = "admin", search = "", entries = () => json({ entries: [ENTRY, REFUSED, GONE], next_cursor: null }), verify = INTACT }: Answers = {}) {
  const organization = { id: "o", name: "Org", role };
  const user = { id: "ada", email: "ada@example.com", name: "Ada", organization, organizations: [organization] };
  const answer = answerWith({
    "/auth/refresh": () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user }),
    "/auth/audit/verify": () => json(verify),
    "/auth/audit/export": () => new Response("number\r\n", { headers: { "content-type": "text/csv" } }),
    "/auth/audit": entries,
    [`/api/projects/${PROJECT}`]: () => json({ id: PROJECT, name: "Shop", time_zone: "UTC", sample: null, calls: 1 }),
    "/api/projects": () => json([]),
  });
  const view = renderPage(<AuditPage />, { path: PATH, search });
  await act(() => view.api.session.refresh());
  return answer;
}

const asked = (answer: Awaited<ReturnType<typeof page>>, path: string) => askedFor(answer).map((url) => new URL(url)).filter(({ pathname }) => pathname === path);

it("tells who did what from where, what was refused and what was removed, and that the chain is intact", async () => {
  await page();
  const [made, refused, gone] = await screen.findAllByTestId("audit-row");
  expect(made).toHaveTextContent("Adamade the API key “reports”203.0.113.9 Firefox");
  expect(refused).toHaveTextContent("was refused GET /auth/keysRefused");
  expect(gone).toHaveTextContent("Removedsigned inremoved");
  await userEvent.click(screen.getByTestId("verify-audit"));
  expect(await screen.findByTestId("audit-verified")).toHaveTextContent("3 entries, chain intact (head abc000000000…)");
});

it("filters by what, whom and time in the project's zone, kept in the address", async () => {
  const answer = await page();
  await screen.findAllByTestId("audit-row");
  const form = within(screen.getByRole("form", { name: "Filter the audit log" }));
  await userEvent.selectOptions(form.getByLabelText("What"), "API key made");
  await userEvent.type(form.getByLabelText(/^Name/), "ada{Enter}");
  const params = new URLSearchParams(window.location.search);
  expect(Object.fromEntries(params)).toEqual({ action: "key.created", text: "ada" });
  expect(asked(answer, "/auth/audit").at(0)?.search).toBe("");
});

it("asks for what the address says, and for the next page", async () => {
  const pages = [json({ entries: [ENTRY], next_cursor: 3 }), json({ entries: [REFUSED], next_cursor: null })];
  const answer = await page({ search: "?action=key.created&action=nonsense&text=rep&from=2026-01-01T00%3A00%3A00.000Z", entries: () => pages.shift() ?? json({}, 500) });
  await userEvent.click(await screen.findByTestId("audit-more"));
  await waitFor(() => expect(screen.getAllByTestId("audit-row")).toHaveLength(2));
  const [first, second] = asked(answer, "/auth/audit").map(({ searchParams }) => Object.fromEntries(searchParams));
  expect(first).toEqual({ action: "key.created", text: "rep", from: "2026-01-01T00:00:00.000Z" });
  expect(second).toEqual({ ...first, cursor: "3" });
  expect(screen.getByLabelText("From (UTC)")).toHaveValue("2026-01-01T00:00");
});

it("exports what is shown", async () => {
  URL.createObjectURL = vi.fn(() => "blob:x");
  URL.revokeObjectURL = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const answer = await page({ search: "?action=key.created" });
  await userEvent.click(await screen.findByRole("button", { name: "Export these entries as JSONL" }));
  await waitFor(() => expect(asked(answer, "/auth/audit/export").map(({ search }) => search)).toEqual(["?format=jsonl&action=key.created"]));
});

it("says from which entry on a broken chain cannot be trusted", async () => {
  await page({ verify: { ...INTACT, intact: false, first_broken: 2 } });
  await userEvent.click(await screen.findByTestId("verify-audit"));
  expect(await screen.findByTestId("audit-verified")).toHaveTextContent("from entry 2 on it cannot be trusted");
});

it("says that nothing matches", async () => {
  await page({ entries: () => json({ entries: [], next_cursor: null }) });
  expect(await screen.findByText("Nothing matches")).toBeVisible();
});

it("says what went wrong, and keeps the filters at hand", async () => {
  await page({ entries: () => json({ title: "Invalid request", detail: "query.from: Not a time." }, 422) });
  expect(await screen.findByRole("alert")).toHaveTextContent("query.from: Not a time.");
  expect(screen.getByTestId("audit-show")).toBeEnabled();
});

it("is nothing for those who are no admins", async () => {
  const answer = await page({ role: "analyst" });
  expect(await screen.findByText("For admins")).toBeVisible();
  expect(screen.queryByRole("link", { name: "Audit log" })).toBeNull();
  expect(asked(answer, "/auth/audit")).toEqual([]);
});

it.each([
  [{ action: "member.role_changed", target: { kind: "user", id: "g", name: "Grace" }, details: { role: { from: "viewer", to: "admin" } } }, "made Grace admin, who was viewer"],
  [{ action: "member.removed", target: { kind: "user", id: "g", name: null } }, "removed somebody who was removed"],
  [{ action: "organization.renamed", details: { name: { from: "A", to: "B" } } }, "renamed the organization from “A” to “B”"],
  [{ action: "session.others_ended", details: { sessions: 2 } }, "signed out everywhere else, in 2 places"],
  [{ action: "invitation.accepted", details: { role: "admin", joined: false } }, "used an invitation, being a member already"],
  [{ action: "invitation.accepted", details: { role: "admin", joined: true } }, "accepted an invitation as admin"],
  [{ action: "organization.renamed", details: {} }, "renamed the organization from “” to “”"],
  [{ action: "of.a_later_release" }, "of.a_later_release"],
])("says %o in plain words", (change, words) => {
  expect(sentence({ ...ENTRY, ...change })).toBe(words);
});
