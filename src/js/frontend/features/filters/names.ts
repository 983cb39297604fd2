/** How the values that calls are chosen and grouped by are called on a page. */

import type { AgentKind, CallStatus } from "@/lib/api/types";

export type Naming = "model" | "agent" | "agent_name" | "feature" | "user" | "session" | "provider" | "weekday" | "hour" | "status";

const AGENT_NAMES: Readonly<Record<AgentKind, string>> = { main: "Main agent", sub: "Sub-agents" };
const STATUS_NAMES: Readonly<Record<CallStatus, string>> = { ok: "Without failure", error: "Failed" };

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

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
  status: "Outcome",
};

export const nameOf = (kind: Naming, value: string): string => NAMES[kind](value);
