/** The words for what agents do. */

import type { AgentView, RunView, ToolView } from "@/features/ask/run-view";
import { toolsOf } from "@/features/ask/run-view";
import { counted, duration } from "@/lib/format";
import type { AgentName } from "@/lib/socket/messages";

export const AGENT_NAMES: Readonly<Record<AgentName, string>> = {
  supervisor: "Supervisor",
  triage: "Triage",
  data: "Data",
  optimization: "Optimization",
  actions: "Actions",
  reporting: "Reporting",
};

export const AGENT_STATES: Readonly<Record<AgentView["state"], string>> = { running: "working", done: "done", stopped: "stopped" };
export const TOOL_STATES: Readonly<Record<ToolView["state"], string>> = { running: "working", done: "done", failed: "failed", stopped: "stopped" };

const distinct = ({ agents }: RunView): number => new Set(agents.map(({ agent }) => agent)).size;

/** What it took, in a line: "6 agents, 7 tools, 1.2 s". */
export function tookWords(view: RunView): string {
  const parts = [counted(distinct(view), "agent"), counted(toolsOf(view).length, "tool")];
  return [...parts, ...(view.durationMs === null ? [] : [duration(view.durationMs)])].join(", ");
}

/** The values that a tool was called with, as a person would say them. */
export function argumentWords(values: ToolView["arguments"]): [string, string][] {
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name.replaceAll("_", " "), typeof value === "string" ? value : Array.isArray(value) && value.every((one) => typeof one === "string") ? value.join(", ") : JSON.stringify(value)]);
}
