/** What a run looks like after each of its events. Pure: the same events give the same view. */

import type { AgentName, EventProblem, RunEvent, StartRun } from "@/lib/socket/messages";

export type RunPhase =
  /** Sent by this browser, and not confirmed yet. */
  | "asked"
  | "refused"
  | "queued"
  | "running"
  | "completed"
  | "failed"
  | "cancelled";

export interface ToolView {
  id: string;
  tool: string;
  title: string;
  arguments: Readonly<Record<string, unknown>>;
  startedAt: string;
  state: "running" | "done" | "failed" | "stopped";
  summary: string;
  durationMs: number | null;
  resultId: string | null;
  problem: EventProblem | null;
}

export interface FindingView {
  title: string;
  text: string;
  resultId: string;
}

/** One turn of an agent; an agent that works twice has two. */
export interface AgentView {
  agent: AgentName;
  title: string;
  startedAt: string;
  state: "running" | "done" | "stopped";
  thoughts: readonly string[];
  tools: readonly ToolView[];
  findings: readonly FindingView[];
  summary: string;
  durationMs: number | null;
}

/** One of several answers, with the part of the question that it is to. */
export interface ToldAnswer {
  question: string;
  text: string;
  scope: string;
  unread: readonly string[];
}

export interface RunView {
  id: string;
  threadId: string;
  question: string;
  askedBy: string | null;
  askedAt: string | null;
  phase: RunPhase;
  /** The number of the last event that is in here. */
  seq: number;
  read: { summary: string; words: readonly (readonly string[])[] } | null;
  plan: { because: string; agents: readonly { agent: AgentName; why: string }[] } | null;
  agents: readonly AgentView[];
  report: { title: string; headline: string; scope?: string; unread?: readonly string[]; answers?: readonly ToldAnswer[] } | null;
  problem: EventProblem | null;
  had: readonly string[];
  durationMs: number | null;
}

export const emptyView = (threadId: string, id: string): RunView => ({
  id,
  threadId,
  question: "",
  askedBy: null,
  askedAt: null,
  phase: "queued",
  seq: 0,
  read: null,
  plan: null,
  agents: [],
  report: null,
  problem: null,
  had: [],
  durationMs: null,
});

export const askedView = ({ thread_id, run_id, question }: StartRun, askedBy: string | null): RunView => ({
  ...emptyView(thread_id, run_id),
  question,
  askedBy,
  phase: "asked",
});

export const isOpen = ({ phase }: Pick<RunView, "phase">): boolean => phase === "asked" || phase === "queued" || phase === "running";
export const toolsOf = ({ agents }: RunView): ToolView[] => agents.flatMap(({ tools }) => tools);
export const findingsOf = ({ agents }: RunView): FindingView[] => agents.flatMap(({ findings }) => findings);

/** The agent that began last and has not ended: what is being done right now. */
export const currentAgent = ({ agents }: RunView): AgentView | undefined => agents.findLast(({ state }) => state === "running");

function changeAgent(view: RunView, agent: AgentName, change: (agent: AgentView) => AgentView): RunView {
  const at = view.agents.findLastIndex((one) => one.agent === agent);
  return { ...view, agents: view.agents.map((one, index) => (index === at ? change(one) : one)) };
}

type Of<Type extends RunEvent["type"]> = Extract<RunEvent, { type: Type }>;

function startTool(view: RunView, { payload, at }: Of<"tool_executing">): RunView {
  const tool: ToolView = {
    id: payload.tool_call_id,
    tool: payload.tool,
    title: payload.title,
    arguments: payload.arguments,
    startedAt: at,
    state: "running",
    summary: "",
    durationMs: null,
    resultId: null,
    problem: null,
  };
  return changeAgent(view, payload.agent, (one) => ({ ...one, tools: [...one.tools, tool] }));
}

function endTool(view: RunView, { payload }: Of<"tool_completed">): RunView {
  const end = (tool: ToolView): ToolView => ({
    ...tool,
    state: payload.problem ? "failed" : "done",
    summary: payload.summary,
    durationMs: payload.duration_ms,
    resultId: payload.result_id,
    problem: payload.problem,
  });
  return changeAgent(view, payload.agent, (one) => ({ ...one, tools: one.tools.map((tool) => (tool.id === payload.tool_call_id ? end(tool) : tool)) }));
}

function addPart(view: RunView, { payload: { agent, part } }: Of<"partial_result">): RunView {
  if (part.kind === "plan") return { ...view, plan: { because: part.because, agents: part.agents } };
  if (part.kind === "question_read") return { ...view, read: { summary: part.summary, words: part.words } };
  const finding = { title: part.title, text: part.text, resultId: part.result_id };
  return changeAgent(view, agent, (one) => ({ ...one, findings: [...one.findings, finding] }));
}

const startAgent = (view: RunView, { payload, at }: Of<"agent_started">): RunView => ({
  ...view,
  phase: "running",
  agents: [
    ...view.agents,
    { agent: payload.agent, title: payload.title, startedAt: at, state: "running", thoughts: [], tools: [], findings: [], summary: "", durationMs: null },
  ],
});

/** Nothing goes on in a run that has ended, whatever was going on before. */
function end(view: RunView, change: Partial<RunView>): RunView {
  const stop = (tool: ToolView): ToolView => (tool.state === "running" ? { ...tool, state: "stopped" } : tool);
  const agents = view.agents.map((one): AgentView => (one.state === "running" ? { ...one, state: "stopped", tools: one.tools.map(stop) } : one));
  return { ...view, agents, ...change };
}

function applied(view: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case "run_queued":
      return { ...view, phase: "queued", question: event.payload.question, askedBy: event.payload.asked_by, askedAt: event.at };
    case "agent_started":
      return startAgent(view, event);
    case "agent_thinking":
      return changeAgent(view, event.payload.agent, (one) => ({ ...one, thoughts: [...one.thoughts, event.payload.thought] }));
    case "tool_executing":
      return startTool(view, event);
    case "tool_completed":
      return endTool(view, event);
    case "agent_completed":
      return changeAgent(view, event.payload.agent, (one) => ({ ...one, state: "done", summary: event.payload.summary, durationMs: event.payload.duration_ms }));
    case "partial_result":
      return addPart(view, event);
    case "report_ready":
      return { ...view, report: event.payload };
    default:
      return ended(view, event);
  }
}

function ended(view: RunView, event: Of<"run_completed" | "run_failed" | "run_cancelled" | "thread_renamed">): RunView {
  switch (event.type) {
    case "run_completed":
      return end(view, { phase: "completed", durationMs: event.payload.duration_ms });
    case "run_failed":
      return end(view, { phase: "failed", problem: event.payload.problem, had: event.payload.had });
    case "run_cancelled":
      return end(view, { phase: "cancelled", had: event.payload.had });
    case "thread_renamed":
      return view;
  }
}

/** The view with one more event; one that is in it already changes nothing. */
export function withEvent(view: RunView, event: RunEvent): RunView {
  if (event.seq <= view.seq) return view;
  return { ...applied(view, event), seq: event.seq };
}

export const viewOf = (events: readonly RunEvent[], threadId: string, id: string): RunView => events.reduce(withEvent, emptyView(threadId, id));

/** Whether there is a report to be read, also where only the run's row is known yet. */
export const hasReport = ({ report, phase }: RunView): boolean => report !== null || phase === "completed";
