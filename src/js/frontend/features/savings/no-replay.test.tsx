import { onlineManager } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { NoReplay } from "@/features/savings/no-replay";
import { SavingsPage } from "@/features/savings/savings";
import type { CachingNow, CachingPart, Figure, LosingCache, PromptCaching } from "@/lib/api/types";
import { renderAsk } from "@/tests/ask";
import { THREAD } from "@/tests/conversation";
import { figure } from "@/tests/figures";
import { json } from "@/tests/json";
import { PROJECT } from "@/tests/render";

const PLACE = `/api/projects/${PROJECT}/savings/caching-now/evidence?figure=`;
const money = (id: string, value: string | null): Figure =>
  figure({ id: `without_caching.${id}`, value, kind: value === null ? "unknown" : "estimated", missing: value === null ? "Send cache_read." : null, evidence: value === null ? null : `${PLACE}without_caching.${id}` });
const tokens = (id: string, value: string | null): Figure => ({ ...money(id, value), unit: "tokens" });

const USE = {
  calls: 10, counted_calls: 10, unrecorded_calls: 0, read_tokens: 1600, written_tokens: 800,
  today: money("today", "9"), cost: money("cost", "12"), saving: money("saving", "3"), reads: money("reads", "4"), writes: money("writes", "-1"),
  tokens_read: tokens("tokens_read", "1600"), tokens_written: tokens("tokens_written", "800"),
  write_cost: money("write_cost", "5"), read_share: { ...money("read_share", "0.4"), unit: "ratio" } as Figure,
};
const USED: CachingNow = {
  ...USE, by: "model", parts: [], parts_left_out: 0, losing: [], losing_left_out: 0, mended: [], mended_left_out: 0,
};
const UNTOLD: Partial<CachingNow> = { cost: money("cost", null), saving: money("saving", null), reads: money("reads", null), writes: money("writes", null), read_tokens: 0, written_tokens: 0 };
const row = (key: string, saving: string | null, more: Partial<CachingPart> = {}): CachingPart => ({ ...USE, key, calls: 5, counted_calls: 5, saving: money("saving", saving), ...more });
const LOST: LosingCache = { ...USE, model: "opus", feature: "notes", user: "nord", since: "2026-11-16T00:00:00+01:00", until: null, calls: 171, saving: money("saving", "-1.41"), share_before: { ...USE.read_share, value: "0.66" }, as_before: money("as_before", "3.03") };
const NO_PROMPT: PromptCaching["excluded"] = [{ reason: "No prompt was recorded.", calls: 10, lacks: "prompt", send: "Send each call's prompt." }];
const QUESTIONS = { questions: [{ question: "Where can I save with batches?", why: "A price of batches is published for opus." }] };

const routesOf = (now: Partial<CachingNow>) => ({
  "/savings/caching-now": () => json({ ...USED, ...now }),
  "/savings/questions": () => json(QUESTIONS),
});
const shown = (now: Partial<CachingNow> = {}, excluded = NO_PROMPT) => renderAsk(<NoReplay excluded={excluded} />, { routes: routesOf(now), path: `/projects/${PROJECT}/savings` });

beforeEach(() => window.sessionStorage.clear());
afterEach(() => vi.restoreAllMocks());

it("leads on from calls without prompts instead of ending there", async () => {
  const page = { calls: 0, excluded: NO_PROMPT, recommendation: null, policies: [], by_model: [], by_agent: [], assumptions: [] };
  await renderAsk(<SavingsPage />, { routes: { ...routesOf({}), "/savings/prompt-caching": () => json(page), "/imports": () => json([]) } });
  expect(await screen.findByText(/^Caching saves ~\$3.00 on these calls: without it they would have cost ~\$12.00 instead of ~\$9.00/)).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: /Where can I save with batches\?/ })).toBeInTheDocument();
  expect(screen.getByText(/None of these 10 calls can be replayed/)).toBeInTheDocument();
});

it("tells what caching comes to now, with every figure a door", async () => {
  await shown();
  const card = await screen.findByTestId("caching-now");
  const names = within(card).getAllByRole("button").map((door) => door.getAttribute("aria-label"));
  expect(names).toEqual([
    "Cost as billed: $9.00, estimated",
    "Cost without caching: $12.00, estimated",
    "Saved by reading from the cache: $4.00, estimated",
    "Tokens read from cache: 1.60\u202fk, estimated",
    "Added by writing to it: $1.00, estimated",
    "Tokens written to cache: 800, estimated",
    "Saved by caching: $3.00, estimated",
  ]);
  expect(card).toHaveTextContent("↑ +33 % of $9.00");
  await userEvent.click(within(card).getByRole("button", { name: /^Saved by caching/ }));
  expect(window.location.search).toBe("?figure=without_caching.saving&lever=caching-now");
});

it("says where caching costs more than it saves, and what is in no amount", async () => {
  await shown({ calls: 12, unrecorded_calls: 1, saving: money("saving", "-2"), cost: money("cost", "7"), parts: [row("opus", "1"), row("haiku", "-3"), row("", null, { counted_calls: 0, tokens_read: tokens("tokens_read", null) })] });
  const card = await screen.findByTestId("caching-now");
  expect(card).toHaveTextContent("Caching costs ~$2.00 more than it saves on these calls: without it they would have cost ~$7.00 instead of ~$9.00.");
  expect(within(card).getByRole("button", { name: /^Lost by caching: \$2.00/ })).toBeInTheDocument();
  expect(card).toHaveTextContent("1 call of 10 calls does not say what was cached and is taken to cost the same either way. 2 calls without a known price are in no amount.");
  expect(screen.getByText(/It costs more than it saves for haiku\./)).toBeInTheDocument();
  expect(screen.getByRole("row", { name: /Model not recorded, no known price 5 calls, show them/ })).toBeInTheDocument();
});

it.each([
  ["nothing recorded", UNTOLD, "No call says what was cached, so what caching costs and saves is not known. The calls cost ~$9.00.", "Send cache_read."],
  ["no price", { ...UNTOLD, counted_calls: 0, today: money("today", null) }, "No price of these calls is known", "Send cache_read."],
  ["nothing used", { read_tokens: 0, written_tokens: 0, saving: money("saving", "0"), cost: money("cost", "9") }, "Nothing was read from a cache or written to one: the calls cost ~$9.00 with caching and without.", "Saved by caching"],
])("says what is not known or was not used: %s", async (_, now, lead, send) => {
  await shown(now);
  const card = await screen.findByTestId("caching-now");
  expect(card).toHaveTextContent(lead);
  expect(card).toHaveTextContent(send);
  expect(screen.queryByTestId("caching-bars")).toBeNull();
});

it("says what to send so that caching can be replayed, and where", async () => {
  await shown({}, [...NO_PROMPT, { reason: "No price.", calls: 2, lacks: "price", send: "Name the model." }]);
  const card = screen.getByTestId("to-replay");
  expect(card).toHaveTextContent("None of these 12 calls can be replayed");
  expect(card).toHaveTextContent("No prompt was recorded. (10 calls)Send each call's prompt.");
  const links = within(card).getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
  expect(links).toEqual([
    ["Import a file", `/projects/${PROJECT}/imports`],
    ["Send live calls", `/projects/${PROJECT}/imports/live`],
    ["Set an assumed price", `/projects/${PROJECT}/settings`],
  ]);
});

it("sends nobody to send what would not help", async () => {
  await shown({}, [{ reason: "There is nothing to decide.", calls: 1, lacks: "choice", send: "" }]);
  const card = screen.getByTestId("to-replay");
  expect(card).toHaveTextContent("This call cannot be replayed");
  expect(within(card).queryByRole("link")).toBeNull();
});

const question = () => screen.findByRole("button", { name: "Where can I save with batches?", description: "A price of batches is published for opus." });

it("asks a question that needs no prompts in a thread of its own", async () => {
  const made = { [`${PROJECT}/threads`]: () => json({ ...THREAD, id: "new" }, 201) };
  const { router } = await renderAsk(<NoReplay excluded={NO_PROMPT} />, { routes: { ...routesOf({}), ...made } });
  await userEvent.click(await question());
  await waitFor(() => expect(router.push).toHaveBeenCalledTimes(1));
  expect(String(router.push.mock.calls[0]?.[0])).toMatch(new RegExp(`^/projects/${PROJECT}/ask/[0-9a-f-]{36}$`));
});

it("shows what is asked while it waits for the connection", async () => {
  await shown();
  const button = await question();
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  onlineManager.setOnline(false);
  await userEvent.click(button);
  expect(await screen.findByTestId("queued")).toHaveTextContent("Where can I save with batches?");
  onlineManager.setOnline(true);
});

it("keeps each part when another one fails, and says when nothing can be asked", async () => {
  await renderAsk(<NoReplay excluded={NO_PROMPT} />, {
    routes: { "/savings/caching-now": () => json({ title: "The store does not answer", request_id: "req_7" }, 400), "/savings/questions": () => json({ questions: [] }) },
  });
  expect(await screen.findByText("The store does not answer")).toBeInTheDocument();
  expect(screen.getByText("req_7")).toBeInTheDocument();
  expect(await screen.findByText(/The others cannot be told before a price of these calls is known\./)).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Ask something else" })).toHaveAttribute("href", `/projects/${PROJECT}/ask`);
});

it("leaves out what no cache was used for, and says how many", async () => {
  const idle = { tokens_read: tokens("tokens_read", "0"), tokens_written: tokens("tokens_written", "0"), write_cost: money("write_cost", "0.00"), reads: money("reads", "0"), writes: money("writes", "0.0") };
  await shown({ parts: [row("notes", "1"), row("titles", "0.00", idle), row("mail", "0", idle), row("unpriced", null, idle)] });
  const card = await screen.findByTestId("caching-by-part");
  expect(within(card).getAllByRole("row").map((one) => one.querySelector("td")?.textContent)).toEqual([undefined, "notes", "unpriced"]);
  expect(within(card).getByTestId("idle")).toHaveTextContent("2 more read nothing from a cache and wrote nothing to one");
});

const asking = (asked: (string | null)[]) => (request: Request) => {
  asked.push(new URL(request.url).searchParams.get("by"));
  return json({ ...USED, by: asked.at(-1), parts: [row("notes", "1")], losing: [LOST] });
};

it("warns of a cache that is written and hardly ever read, and tells caching by what is chosen", async () => {
  await renderAsk(<NoReplay excluded={NO_PROMPT} />, { routes: { ...routesOf({}), "/savings/caching-now": asking([]) }, path: `/projects/${PROJECT}/savings` });
  const warning = await screen.findByTestId("losing-caches");
  expect(warning).toHaveTextContent("1 cache is written and hardly ever read");
  expect(warning).toHaveTextContent("notes on opus for nord since 16 November 2026: ~$1.41, estimated lost. 171 calls wrote");
  expect(warning).toHaveTextContent("of the input was read. Read as it was then, it would save ~$3.03, estimated on these calls.");
  await userEvent.click(screen.getByRole("radio", { name: "Feature" }));
  expect(window.location.search).toBe("?caching=feature");
});

it("tells of a cache that was broken for some days what that cost, and that nothing is to be done", async () => {
  const mended = [{ ...LOST, until: "2026-11-19T00:00:00+01:00" }];
  await shown({ parts: [row("notes", "1")], mended });
  const card = await screen.findByTestId("mended-caches");
  expect(card).toHaveTextContent("1 cache was hardly ever read for some days, and is again");
  expect(card).toHaveTextContent("notes on opus for nord from 16 November 2026 until 19 November 2026, since when it is read again: ~$1.41, estimated lost.");
  expect(card).toHaveTextContent("it would have saved ~$3.03, estimated on these calls.");
  expect(screen.queryByTestId("losing-caches")).not.toBeInTheDocument();
});

it.each([["feature", "Feature", "notes"], ["week", "Week", "notes"]])("asks for caching by %s where the address says so", async (by, title, name) => {
  const asked: (string | null)[] = [];
  await renderAsk(<NoReplay excluded={NO_PROMPT} />, { routes: { ...routesOf({}), "/savings/caching-now": asking(asked) }, search: `?caching=${by}` });
  const table = await screen.findByRole("table", { name: `Caching as billed, by ${by}` });
  expect(within(table).getByRole("columnheader", { name: title })).toBeInTheDocument();
  expect(within(table).getByRole("row", { name: new RegExp(name) })).toBeInTheDocument();
  expect(asked).toEqual([by]);
});
