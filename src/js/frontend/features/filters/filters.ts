/** Which calls a page speaks of. The address bar holds it; every request repeats it. */

import { isBound, type Naming, nameOf } from "@/features/filters/names";
import { addressOf, type Changes } from "@/lib/address";
import type { AgentKind, CallStatus, RecordedName } from "@/lib/api/types";

/** What calls are chosen by besides their time, in the order of the chips; each name is that of its parameter. */
export const CHOICES = ["model", "agent", "agent_name", "feature", "user", "session", "provider", "weekday", "hour", "bound", "status", "stop_reason", "recorded"] as const satisfies readonly Naming[];
export type Choice = (typeof CHOICES)[number];

type Chosen = Record<Exclude<Choice, "agent" | "status" | "weekday" | "hour" | "recorded">, string[]> & {
  /** What the calls name at all. */
  recorded: RecordedName[];
  agent: AgentKind[];
  status: CallStatus[];
  /** 1 is Monday; both by the clock of `zone`. */
  weekday: number[];
  hour: number[];
};

export interface Filters extends Chosen {
  from: string | null;
  to: string | null;
  zone: string | null;
}

export interface FilterQuery extends Partial<Chosen> {
  from?: string;
  to?: string;
  zone?: string;
}

const AGENTS: readonly string[] = ["main", "sub"] satisfies AgentKind[];
const RECORDED_NAMES: readonly string[] = ["session", "user"] satisfies RecordedName[];
const STATUSES: readonly string[] = ["ok", "error"] satisfies CallStatus[];

const numbers = (texts: readonly string[], least: number, most: number): number[] =>
  texts.filter((text) => /^\d{1,2}$/.test(text)).map(Number).filter((number) => least <= number && number <= most);

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
    feature: params.getAll("feature"),
    user: params.getAll("user"),
    session: params.getAll("session"),
    provider: params.getAll("provider"),
    stop_reason: params.getAll("stop_reason"),
    recorded: params.getAll("recorded").filter((what): what is RecordedName => RECORDED_NAMES.includes(what)),
    weekday: numbers(params.getAll("weekday"), 1, 7),
    hour: numbers(params.getAll("hour"), 0, 23),
    bound: params.getAll("bound").filter(isBound),
    zone: params.get("zone"),
    status: params.getAll("status").filter((status): status is CallStatus => STATUSES.includes(status)),
  };
}

const isByClock = ({ weekday, hour }: Filters): boolean => weekday.length > 0 || hour.length > 0;

export function toQuery(filters: Filters): FilterQuery {
  const chosen = CHOICES.filter((choice) => filters[choice].length > 0);
  return {
    ...(filters.from === null ? {} : { from: filters.from }),
    ...(filters.to === null ? {} : { to: filters.to }),
    ...(filters.zone === null || !isByClock(filters) ? {} : { zone: filters.zone }),
    ...Object.fromEntries(chosen.map((choice) => [choice, filters[choice]])),
  };
}

export function queryString(query: FilterQuery, more: Readonly<Record<string, string>> = {}): string {
  const params = new URLSearchParams(more);
  for (const [name, value] of Object.entries(query) as [string, string | string[] | number[]][]) {
    for (const one of [value].flat()) params.append(name, String(one));
  }
  return params.toString();
}

/** What the rows of a page's tables are grouped by. */
export type By = Exclude<Choice, "agent_name" | "provider" | "weekday" | "hour" | "bound" | "status" | "stop_reason" | "recorded">;

/** One row of a page: what it is of takes the place of the page's own choice. */
export type Narrowing = Partial<Omit<Chosen, "weekday" | "hour">>;

/** Where the calls of a page are listed, or those of one of its rows. */
export function callsHref(project: string, filters: Filters, within: Narrowing = {}): string {
  return addressOf(`/projects/${project}/explore`, new URLSearchParams(queryString(toQuery({ ...filters, ...within }))));
}

/** The choice that shows the calls of one row. The overview groups agents by their own names. */
export const choiceOf = (by: By): Choice => (by === "agent" ? "agent_name" : by);

export const rowOf = (by: By, key: string): Narrowing => ({ [choiceOf(by)]: [key] });

/** Savings tell main agents and sub-agents apart, whatever their names. */
export const kindRowOf = (by: By, key: string): Narrowing => ({ [by]: [key] });

export const NO_FILTERS: Changes = { from: null, to: null, zone: null, ...Object.fromEntries(CHOICES.map((choice) => [choice, null])) };

export const isFiltered = (filters: Filters): boolean =>
  filters.from !== null || filters.to !== null || CHOICES.some((choice) => filters[choice].length > 0);

/** What is chosen, in words, in the order of the chips. */
export const chosenWords = (query: FilterQuery): string[] =>
  CHOICES.flatMap((choice) => (query[choice] ?? []).map((value) => nameOf(choice, String(value))));
