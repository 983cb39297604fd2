import {  expect, it } from "vitest";

import { currentAgent, emptyView, findingsOf, isOpen, toolsOf, viewOf, withEvent } from "@/features/ask/run-view";
import { tookWords } from "@/features/ask/words";
import { CANCELLED, EVENTS, FAILED, RUN, THREAD } from "@/tests/conversation";

const after = (seq: number) => viewOf(EVENTS.slice(0, seq), THREAD.id, RUN.id);

const view = after(EVENTS.length);

it("a run: has its agents in the order in which they began, all of them done", () => {
  expect(view.agents.map(({ agent }) => agent)).toEqual(["supervisor", "triage", "data", "optimization", "actions", "reporting"]);
  expect(view.agents.every(({ state }) => state === "done")).toBe(true);
  expect([view.phase, view.seq, view.durationMs]).toEqual(["completed", 30, 360.3]);
});

it("a run: has the tools of each agent, with what they were asked and what they answered", () => {
  const data = view.agents.find(({ agent }) => agent === "data");
  expect(data?.tools.map(({ title, summary, state }) => [title, summary, state])).toEqual([
    ["Add up cost, tokens and times", "95 calls cost $0.64.", "done"],
    ["Divide the cost", "2 rows by model.", "done"],
  ]);
  expect(toolsOf(view).every(({ resultId }) => resultId !== null)).toBe(true);
});

it("a run: knows how the question was read, the plan, what was found and the report", () => {
  expect(view.read?.words).toEqual([["intent", "save"]]);
  expect(view.plan?.agents.map(({ agent }) => agent)).toEqual(["data", "optimization", "actions", "reporting"]);
  expect(findingsOf(view).map(({ title }) => title)).toEqual(["Prompt caching: Cache every prompt for 5 minutes", "Response cache: the same questions were answered alike"]);
  expect(view.report?.title).toBe("Where money can be saved");
});

it("a run: says in a line what it took", () => {
  expect(tookWords(view)).toBe("6 agents, 5 tools, 360\u202fms");
});

it("a run under way: has a current step", () => {
  const view = after(11);
  expect([view.phase, currentAgent(view)?.agent, currentAgent(view)?.tools[0]?.state]).toEqual(["running", "data", "running"]);
});

it("a run under way: keeps the thoughts of its agents", () => {
  const view = withEvent(after(10), { ...CANCELLED, seq: 11, type: "agent_thinking", payload: { agent: "data", thought: "Cost first." } });
  expect(currentAgent(view)?.thoughts).toEqual(["Cost first."]);
});

it("a run under way: keeps what it had when it is stopped, and nothing goes on", () => {
  const view = withEvent(after(11), CANCELLED);
  expect([view.phase, view.had, isOpen(view)]).toEqual(["cancelled", ["95 calls looked at."], false]);
  expect(toolsOf(view).map(({ state }) => state)).toEqual(["done", "stopped"]);
  expect(view.agents.map(({ state }) => state)).toEqual(["stopped", "done", "stopped"]);
});

it("a run under way: says what went wrong, of itself and of a tool", () => {
  const problem = { code: "unavailable", detail: "It did not answer.", remedy: "Ask again." };
  const failed = EVENTS.slice(0, 12).map((event) => (event.type === "tool_completed" ? { ...event, payload: { ...event.payload, result_id: null, problem } } : event));
  expect(toolsOf(viewOf(failed, THREAD.id, RUN.id)).map((tool) => [tool.state, tool.problem?.detail])).toEqual([["failed", "It did not answer."], ["failed", "It did not answer."]]);
  expect(withEvent(after(11), FAILED).problem?.detail).toBe("The store did not answer.");
});

it("a run under way: takes each event once", () => {
  const view = after(12);
  expect(EVENTS.slice(0, 12).reduce(withEvent, view)).toBe(view);
  expect(emptyView("t", "r").agents).toEqual([]);
});

it("a run under way: gives an agent that works twice two turns", () => {
  const again = withEvent(after(15), { ...CANCELLED, seq: 16, type: "agent_started", payload: { agent: "data", title: "Look again" } });
  expect(again.agents.filter(({ agent }) => agent === "data").map(({ state }) => state)).toEqual(["done", "running"]);
});
