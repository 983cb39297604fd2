/** Where the evidence of a figure is found, as parameters of the address. */

import { CHOICES, type Choice, type FilterQuery, readFilters, toQuery } from "@/features/filters/filters";
import type { Changes } from "@/lib/address";
import type { Figure } from "@/lib/api/types";

/** Narrows the page's filters for one figure: the row of a table, the bar of a chart. */
export type Within = Partial<Record<"from" | "to" | Choice, string>>;

const NARROWED = ["from", "to", ...CHOICES] as const;
export const LEVERS = ["prompt-caching"] as const;
export type Lever = (typeof LEVERS)[number];

export interface EvidenceAddress {
  figure: string;
  lever: Lever | null;
  query: FilterQuery;
}

const leverOf = (figure: Pick<Figure, "evidence">): string | null =>
  /\/savings\/([a-z-]+)\/evidence/.exec(figure.evidence ?? "")?.[1] ?? null;

export function openChanges(figure: Pick<Figure, "id" | "evidence">, within: Within = {}): Changes {
  const narrowed = Object.fromEntries(NARROWED.map((name) => [`in.${name}`, within[name] ?? null]));
  return { ...narrowed, figure: figure.id, lever: leverOf(figure) };
}

export const CLOSED: Changes = {
  figure: null,
  lever: null,
  ...Object.fromEntries(NARROWED.map((name) => [`in.${name}`, null])),
};

export function readEvidence(params: URLSearchParams): EvidenceAddress | null {
  const figure = params.get("figure");
  if (figure === null) return null;
  const narrowed = new URLSearchParams(params);
  for (const name of NARROWED) {
    const value = params.get(`in.${name}`);
    if (value !== null) narrowed.set(name, value);
  }
  const lever = LEVERS.find((one) => one === params.get("lever")) ?? null;
  return { figure, lever, query: toQuery(readFilters(narrowed)) };
}
