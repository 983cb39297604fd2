/** Which calls a page speaks of. The address bar holds it; every request repeats it. */

import { addressOf, type Changes } from "@/lib/address";
import type { AgentKind } from "@/lib/api/types";

export interface Filters {
  from: string | null;
  to: string | null;
  model: string[];
  agent: AgentKind[];
}

export interface FilterQuery {
  from?: string;
  to?: string;
  model?: string[];
  agent?: AgentKind[];
}

const AGENTS: readonly string[] = ["main", "sub"];

function instant(text: string | null): string | null {
  return text !== null && !Number.isNaN(Date.parse(text)) ? text : null;
}

export function readFilters(params: URLSearchParams): Filters {
  return {
    from: instant(params.get("from")),
    to: instant(params.get("to")),
    model: params.getAll("model"),
    agent: params.getAll("agent").filter((agent): agent is AgentKind => AGENTS.includes(agent)),
  };
}

export function toQuery({ from, to, model, agent }: Filters): FilterQuery {
  return {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(model.length === 0 ? {} : { model }),
    ...(agent.length === 0 ? {} : { agent }),
  };
}

export function queryString(query: FilterQuery, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams(more);
  for (const [name, value] of Object.entries(query) as [string, string | string[]][]) {
    for (const one of [value].flat()) params.append(name, one);
  }
  return params.toString();
}

/** What the rows of a page's tables are grouped by. */
export type By = "model" | "agent";

/** One row of a page: its model or its agent takes the place of the page's own choice. */
export type Narrowing = Partial<Pick<Filters, "model" | "agent">>;

/** Where the calls of a page are listed, or those of one of its rows. */
export function callsHref(project: string, filters: Filters, within: Narrowing = {}): string {
  return addressOf(`/projects/${project}/explore`, new URLSearchParams(queryString(toQuery({ ...filters, ...within }))));
}

/** Null for an agent by its own name: calls are filtered by the kind of agent only. */
export function rowOf(by: By, key: string): Narrowing | null {
  if (by === "model") return { model: [key] };
  return AGENTS.includes(key) ? { agent: [key as AgentKind] } : null;
}

export const NO_FILTERS: Changes = { from: null, to: null, model: null, agent: null };

export const isFiltered = ({ from, to, model, agent }: Filters): boolean =>
  from !== null || to !== null || model.length > 0 || agent.length > 0;

export const modelName = (model: string): string => (model === "" ? "Model not recorded" : model);

const AGENT_NAMES: Readonly<Record<AgentKind, string>> = { main: "Main agent", sub: "Sub-agents" };
export const agentName = (agent: string): string => (AGENT_NAMES as Record<string, string>)[agent] ?? agent;

export const nameOf = (by: By, key: string): string => (by === "model" ? modelName(key) : agentName(key));
