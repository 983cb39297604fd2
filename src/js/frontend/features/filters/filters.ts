/** Which calls a page speaks of. The address bar holds it; every request repeats it. */

import { addressOf, type Changes } from "@/lib/address";
import type { AgentKind } from "@/lib/api/types";

export interface Filters {
  from: string | null;
  to: string | null;
  model: string[];
  agent: AgentKind[];
  /** Agents by their own names. */
  agent_name: string[];
}

export interface FilterQuery {
  from?: string;
  to?: string;
  model?: string[];
  agent?: AgentKind[];
  agent_name?: string[];
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
    agent_name: params.getAll("agent_name"),
  };
}

export function toQuery({ from, to, model, agent, agent_name }: Filters): FilterQuery {
  return {
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(model.length === 0 ? {} : { model }),
    ...(agent.length === 0 ? {} : { agent }),
    ...(agent_name.length === 0 ? {} : { agent_name }),
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
export type Narrowing = Partial<Pick<Filters, "model" | "agent" | "agent_name">>;

/** Where the calls of a page are listed, or those of one of its rows. */
export function callsHref(project: string, filters: Filters, within: Narrowing = {}): string {
  return addressOf(`/projects/${project}/explore`, new URLSearchParams(queryString(toQuery({ ...filters, ...within }))));
}

/** The overview groups agents by their own names. */
export const rowOf = (by: By, key: string): Narrowing => (by === "model" ? { model: [key] } : { agent_name: [key] });

/** Savings tell main agents and sub-agents apart, whatever their names. */
export const kindRowOf = (by: By, key: string): Narrowing => (by === "model" ? { model: [key] } : { agent: [key as AgentKind] });

export const NO_FILTERS: Changes = { from: null, to: null, model: null, agent: null, agent_name: null };

export const isFiltered = ({ from, to, model, agent, agent_name }: Filters): boolean =>
  from !== null || to !== null || [...model, ...agent, ...agent_name].length > 0;

export const modelName = (model: string): string => (model === "" ? "Model not recorded" : model);

const AGENT_NAMES: Readonly<Record<AgentKind, string>> = { main: "Main agent", sub: "Sub-agents" };
export const agentName = (agent: string): string => (AGENT_NAMES as Record<string, string>)[agent] ?? agent;

export const nameOf = (by: By, key: string): string => (by === "model" ? modelName(key) : agentName(key));
