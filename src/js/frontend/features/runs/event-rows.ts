/** The events of a run as rows to look through. */

import { AGENT_NAMES } from "@/features/ask/words";
import type { AgentName, RunEvent } from "@/lib/socket/messages";

export interface EventRow {
  event: RunEvent;
  /** Since the run was asked. */
  atMs: number;
  agent: AgentName | null;
  words: string;
  durationMs: number | null;
  resultId: string | null;
}

const PARTS = { plan: "Plan", question_read: "Question read", finding: "Finding" } as const;

const TYPES: Readonly<Record<RunEvent["type"], string>> = {
  run_queued: "Asked",
  thread_renamed: "Thread named",
  agent_started: "Agent began",
  agent_thinking: "Thought",
  tool_executing: "Tool called",
  tool_completed: "Tool answered",
  partial_result: "Part of the result",
  agent_completed: "Agent ended",
  report_ready: "Report ready",
  run_completed: "Completed",
  run_failed: "Failed",
  run_cancelled: "Stopped",
};

export function typeWords(event: RunEvent): string {
  if (event.type === "partial_result") return PARTS[event.payload.part.kind];
  return event.type === "tool_completed" && event.payload.problem ? "Tool failed" : TYPES[event.type];
}

/** The words of its payload that say most; everything is behind it. */
function wordsOf({ payload }: RunEvent): string {
  const said = payload as Readonly<Record<string, unknown>>;
  const part = (said.part ?? {}) as Readonly<Record<string, unknown>>;
  const problem = (said.problem ?? {}) as Readonly<Record<string, unknown>>;
  const found = [problem.detail, said.question, said.thought, said.title, said.summary, part.summary, part.because, part.title].find((words) => typeof words === "string" && words !== "");
  return typeof found === "string" ? found : "";
}

export function rowsOf(events: readonly RunEvent[]): EventRow[] {
  const begin = Date.parse(events[0]?.at ?? "");
  return events.map((event) => ({
    event,
    atMs: Date.parse(event.at) - begin,
    agent: "agent" in event.payload ? event.payload.agent : null,
    words: wordsOf(event),
    durationMs: "duration_ms" in event.payload ? event.payload.duration_ms : null,
    resultId: "result_id" in event.payload ? event.payload.result_id : null,
  }));
}

export const agentsOf = (rows: readonly EventRow[]): AgentName[] =>
  (Object.keys(AGENT_NAMES) as AgentName[]).filter((name) => rows.some(({ agent }) => agent === name));
