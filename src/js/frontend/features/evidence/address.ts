/** Where the evidence of a figure is found, as parameters of the address. */

import { CHOICES, type Choice, type FilterQuery, readFilters, toQuery } from "@/features/filters/filters";
import type { Changes } from "@/lib/address";
import type { Figure } from "@/lib/api/types";

/** Narrows the page's filters for one figure: the row of a table, the bar of a chart. */
export type Within = Partial<Record<"from" | "to" | "zone" | Choice, string | readonly string[]>>;

const NARROWED = ["from", "to", "zone", ...CHOICES] as const;
/** What may stand between the project and `/evidence`: nothing, a lever under savings, or another analysis. */
const PLACE = /^\/api\/projects\/[^/]+\/(?:(savings)\/([a-z-]+)\/|([a-z-]+)\/)?evidence(?:\?|$)/;
const NAME = /^[a-z-]+$/;

export interface EvidenceAddress {
  figure: string;
  /** The analysis that the figure comes from, as its path: `savings/prompt-caching`, `latency`; null for the overview. */
  of: string | null;
  query: FilterQuery;
}

type Evident = Pick<Figure, "id" | "evidence">;

const queryOf = ({ evidence }: Evident): URLSearchParams => new URLSearchParams((evidence ?? "").split("?")[1]);

export function openChanges(figure: Evident, within: Within = {}): Changes {
  const narrowed = Object.fromEntries(NARROWED.map((name) => [`in.${name}`, within[name] ?? null]));
  const [, , lever = null, of = null] = PLACE.exec(figure.evidence ?? "") ?? [];
  return { ...narrowed, figure: queryOf(figure).get("figure") ?? figure.id, lever, of };
}

/** Narrows as the figure's own link does: for a page without filters, such as a report. */
export function withinOf(figure: Evident): Within {
  const query = queryOf(figure);
  return Object.fromEntries(NARROWED.flatMap((name) => (query.has(name) ? [[name, query.getAll(name)]] : [])));
}

export const CLOSED: Changes = {
  figure: null,
  lever: null,
  of: null,
  ...Object.fromEntries(NARROWED.map((name) => [`in.${name}`, null])),
};

export function readEvidence(params: URLSearchParams): EvidenceAddress | null {
  const figure = params.get("figure");
  if (figure === null) return null;
  const narrowed = new URLSearchParams(params);
  for (const name of NARROWED) {
    const values = params.getAll(`in.${name}`);
    if (values.length > 0) narrowed.delete(name);
    for (const value of values) narrowed.append(name, value);
  }
  return { figure, of: analysisOf(params), query: toQuery(readFilters(narrowed)) };
}

/** Only names make a path: the address may have been written by anybody. */
function analysisOf(params: URLSearchParams): string | null {
  const [lever, of] = [params.get("lever") ?? "", params.get("of") ?? ""];
  if (NAME.test(lever)) return `savings/${lever}`;
  return NAME.test(of) ? of : null;
}
