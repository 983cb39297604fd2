/** How the values that calls are chosen and grouped by are called on a page. */

import type { AgentKind, CallStatus } from "@/lib/api/types";

export type Naming = "model" | "agent" | "agent_name" | "feature" | "user" | "session" | "provider" | "weekday" | "hour" | "bound" | "status" | "stop_reason" | "recorded";

const AGENT_NAMES: Readonly<Record<AgentKind, string>> = { main: "Main agent", sub: "Sub-agents" };
const STATUS_NAMES: Readonly<Record<CallStatus, string>> = { ok: "Without failure", error: "Failed" };

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

const BOUND = /^(cost|tokens|input|output|reasoning|duration|ttft)(>=|>|<=|<)((?:0|[1-9]\d{0,11})(?:\.\d{1,12})?)$/;
const MEASURES: Readonly<Record<string, string>> = {
  cost: "Cost",
  tokens: "Tokens",
  input: "Input tokens",
  output: "Output tokens",
  reasoning: "Reasoning tokens",
  duration: "Duration",
  ttft: "First token",
};
const RELATIONS: Readonly<Record<string, string>> = { ">": "over", ">=": "at least", "<": "under", "<=": "at most" };

export const isBound = (text: string): boolean => BOUND.test(text);

function boundName(text: string): string {
  const [, measure = "", relation = "", amount = ""] = BOUND.exec(text) ?? [];
  if (measure === "") return text;
  const written = measure === "cost" ? `$${amount}` : `${amount}${measure === "duration" || measure === "ttft" ? " ms" : ""}`;
  return `${MEASURES[measure] ?? measure} ${RELATIONS[relation] ?? relation} ${written}`;
}

const recorded = (what: string) => (value: string) => (value === "" ? `${what} not recorded` : value);

export const modelName = recorded("Model");
export const agentName = (agent: string): string => (AGENT_NAMES as Record<string, string>)[agent] ?? agent;

const NAMES: Readonly<Record<Naming, (value: string) => string>> = {
  model: modelName,
  agent: agentName,
  agent_name: agentName,
  feature: recorded("Feature"),
  user: recorded("User"),
  session: recorded("Session"),
  provider: recorded("Provider"),
  weekday: (value) => WEEKDAYS[Number(value) - 1] ?? value,
  hour: (value) => `${value.padStart(2, "0")}:00 to ${String((Number(value) + 1) % 24).padStart(2, "0")}:00`,
  bound: boundName,
  stop_reason: recorded("Stop reason"),
  recorded: (what) => `With a ${what}`,
  status: (value) => (STATUS_NAMES as Record<string, string>)[value] ?? value,
};

/** What a value is one of. */
export const KINDS: Readonly<Record<Naming, string>> = {
  model: "Model",
  agent: "Agent",
  agent_name: "Agent",
  feature: "Feature",
  user: "User",
  session: "Session",
  provider: "Provider",
  weekday: "Day of the week",
  hour: "Hour of the day",
  bound: "Bound",
  status: "Outcome",
  stop_reason: "Stop reason",
  recorded: "Recorded",
};

export const nameOf = (kind: Naming, value: string): string => NAMES[kind](value);
