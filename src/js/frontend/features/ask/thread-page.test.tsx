import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";

import { ThreadPage } from "@/features/ask/thread-page";
import type { Thread } from "@/lib/api/types";
import { renderAsk } from "@/tests/ask";
import { CANCELLED, EVENTS, FAILED, REPORT, RUN, THREAD } from "@/tests/conversation";
import { json } from "@/tests/json";

const routes = (thread: Partial<Thread> = {}, runs = [RUN]) => ({
  [`/threads/${THREAD.id}/runs`]: () => json(runs),
  [`/threads/${THREAD.id}`]: () => json({ ...THREAD, ...thread }),
  [`/runs/${RUN.id}/report`]: () => json(REPORT),
});

const WORKING = [{ ...RUN, state: "running" as const, finished_at: null, last_seq: 11 }];
const show = (given = routes()) => renderAsk(<ThreadPage />, { routes: given, params: { threadId: THREAD.id } });

it("a thread: shows its questions and answers, folded to a line that opens", async () => {
  const { open, tell } = await show();
  open();
  await tell(EVENTS);
  const run = screen.getByRole("article", { name: "Where can I save?" });
  expect(within(run).getByText("6 agents, 5 tools, 360 ms")).toBeInTheDocument();
  expect(screen.queryByRole("list", { name: "Agents" })).toBeNull();
  await userEvent.click(within(run).getByRole("button", { name: "look inside" }));
  await userEvent.click(within(run).getByRole("button", { name: /Data.*95 calls looked at/ }));
  await userEvent.click(within(run).getByRole("button", { name: /Divide the cost.*2 rows by model/ }));
  expect(within(run).getByText(/without further arguments/)).toBeInTheDocument();
  expect(within(screen.getByTestId("report")).getByText(/^ ?can be saved/)).toBeInTheDocument();
});

const told = (payload: object) => EVENTS.map((event) => (event.type === "report_ready" ? ({ ...event, payload: { ...event.payload, ...payload } }) : event));
/** The card stands where the report has a column of its own. */
const onAWideScreen = () => vi.spyOn(window, "matchMedia").mockImplementation((media) => Object.assign(new EventTarget(), { media, matches: true }) as MediaQueryList);

afterEach(() => vi.restoreAllMocks());

it("a thread: answers each part of a question under that part, and says what of it was not used", async () => {
  onAWideScreen();
  const { open, tell } = await show();
  open();
  const first = { question: "what does it cost", text: "10 calls cost ~$3.00.", scope: "10 calls: all", unread: ["in euros"] };
  await tell(told({ headline: "Both in one.", unread: ["in euros"], answers: [first, { question: "and who <b>uses</b> it?", text: "Ann does.", scope: "", unread: ["on the moon"] }] }));
  const answers = within(screen.getByTestId("run-answer")).getAllByTestId("told-answer");
  expect(answers.map(({ textContent }) => textContent)).toEqual([
    "“what does it cost”10 calls cost ~$3.00, estimated.10 calls: allNot used of your question: “in euros”",
    "“and who <b>uses</b> it?”Ann does.Not used of your question: “on the moon”",
  ]);
  expect(screen.queryByText("Both in one.")).toBeNull();
});

it("a thread: heads the report with the question, and says below how it was read", async () => {
  const { open, tell } = await show();
  open();
  await tell(told({ title: "How much it was" }));
  const report = screen.getByTestId("report");
  expect(within(report).getByRole("heading", { level: 2, name: RUN.question })).toBeInTheDocument();
  expect(within(report).getByText("Read as: how much it was")).toBeInTheDocument();
});

it("a thread: asks a follow-up as its own question", async () => {
  const { open, tell, socket } = await show();
  open();
  await tell(EVENTS);
  await userEvent.click(await screen.findByRole("button", { name: "Why did the cost change?" }));
  expect(socket()?.saidOf("start_run")[0]?.payload).toMatchObject({ thread_id: THREAD.id, question: "Why did the cost change?" });
  expect(screen.getByRole("article", { name: "Why did the cost change?" })).toHaveAttribute("data-phase", "asked");
});

it("a thread: asks the option that is chosen, naming the run that left it open", async () => {
  const choice = { question: "Which?", options: ["Cost", "Time"] };
  const { open, tell, socket } = await show({ ...routes(), [`/runs/${RUN.id}/report`]: () => json({ ...REPORT, choice }) });
  open();
  await tell(EVENTS);
  await userEvent.click(await screen.findByRole("button", { name: "Time" }));
  expect(socket()?.saidOf("start_run")[0]?.payload).toMatchObject({ question: "Time", chosen: { run_id: RUN.id, option: 1 } });
});

it("a thread: says that it is not there, with a way on", async () => {
  await renderAsk(<ThreadPage />, { routes: { "/threads/gone": () => json({ title: "Not found", detail: "No.", code: "not_found" }, 404) }, params: { threadId: "gone" } });
  expect(await screen.findByRole("heading", { name: "This thread is not there" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Ask a new question" })).toBeInTheDocument();
});

it("a thread: of somebody else is to be read only, and says so", async () => {
  const { open, tell } = await show(routes({ owner_id: "somebody", owner_name: "Grace", is_shared: true }));
  open();
  await tell(EVENTS);
  expect(screen.getByTestId("read-only")).toHaveTextContent("Asked by Grace, shared with you to read");
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.queryByTestId("share")).toBeNull();
  expect(screen.queryByRole("list", { name: "Questions that follow" })).toBeNull();
});

it("a run under way: shows its current step open, and can be stopped until it says what it had", async () => {
  const { open, tell, socket } = await show(routes({}, WORKING));
  open();
  await tell(EVENTS.slice(0, 11));
  expect(screen.getByTestId("stop-bar")).toHaveTextContent("Data: Add up cost, tokens and times");
  expect(screen.getByRole("button", { name: /^working\s*Data/, expanded: true })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: /^done\s*Triage/, expanded: false })).toBeInTheDocument();
  await userEvent.click(screen.getByTestId("stop"));
  expect(socket()?.saidOf("cancel_run")[0]?.payload).toEqual({ run_id: RUN.id });
  expect(screen.getByTestId("stop")).toBeDisabled();
  await tell([{ ...CANCELLED, seq: 12 }]);
  expect(await screen.findByTestId("run-cancelled")).toHaveTextContent("It had:95 calls looked at.");
  expect(screen.queryByTestId("stop-bar")).toBeNull();
  expect(screen.getByRole("textbox")).toHaveFocus();
});

it("a run under way: says what went wrong and offers to ask again", async () => {
  const { open, tell, socket } = await show(routes({}, WORKING));
  open();
  await tell([...EVENTS.slice(0, 11), { ...FAILED, seq: 12 }]);
  expect(await screen.findByTestId("run-failed")).toHaveTextContent("The store did not answer. Ask again in a minute.");
  await userEvent.click(screen.getByRole("button", { name: "Ask again" }));
  expect(socket()?.saidOf("start_run")[0]?.payload).toMatchObject({ question: RUN.question });
});

it("a run under way: has its answer said when it comes, and not the steps", async () => {
  const { open, tell } = await show(routes({}, WORKING));
  open();
  await tell(EVENTS.slice(0, 20));
  expect(screen.getByTestId("announcer")).toBeEmptyDOMElement();
  await tell(EVENTS.slice(20));
  expect(screen.getByTestId("announcer")).toHaveTextContent(/^Answer: Of the about/);
});

it("a run under way: shows what was found before the report is written", async () => {
  const { open, tell } = await show(routes({}, WORKING));
  open();
  await tell(EVENTS.slice(0, 20));
  expect(within(screen.getByTestId("report")).getByText("Prompt caching: Cache every prompt for 5 minutes")).toBeInTheDocument();
});

const EVIL = '<img src=x onerror="alert(1)"> \u202egnirts [a](javascript:alert(1))';

it("text from elsewhere: is shown as the text that it is, and cannot turn the page around", async () => {
  const { open, tell, container } = await show(routes({ title: EVIL }));
  open();
  await tell(EVENTS.map((event) => (event.type === "run_queued" ? { ...event, payload: { ...event.payload, question: EVIL } } : event)));
  await waitFor(() => expect(screen.getByRole("article")).toHaveAccessibleName(EVIL.replaceAll(/\s+/g, " ")));
  expect(container.querySelectorAll("img, article a[href^='javascript']")).toHaveLength(0);
  for (const heading of screen.getAllByText(/onerror/)) expect(heading).toHaveAttribute("dir", "auto");
});

it("tells what a finished run did without a socket, too", async () => {
  await show({ ...routes(), [`/runs/${RUN.id}/events`]: () => json({ events: EVENTS }) });
  expect(await screen.findByText("6 agents, 5 tools, 360 ms", undefined, { timeout: 4000 })).toBeInTheDocument();
  expect(screen.getByText("Reconnecting; nothing is lost.")).toBeInTheDocument();
});

it("says it when there is no access any more, and tries no more", async () => {
  const { open, socket } = await show();
  open();
  act(() => socket()?.end(4403));
  expect(await screen.findByRole("alert")).toHaveTextContent("You have no access here any more: ask an admin of your organization.");
  expect(screen.queryByText(/Reconnecting/)).not.toBeInTheDocument();
});
