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
/** What else a figure depends on, such as the tokens that a long call has more of, as `name=value`. */
const OPTIONS = "with";
const OPTION = /^([a-z_]+)=(.+)$/s;
/** These are said elsewhere, so no option stands for them. */
const NO_OPTIONS: ReadonlySet<string> = new Set([...NARROWED, "figure", "cursor", "limit"]);

export interface EvidenceAddress {
  figure: string;
  /** The analysis that the figure comes from, as its path: `savings/prompt-caching`, `latency`; null for the overview. */
  of: string | null;
  query: FilterQuery;
  /** What its link says besides, by the names of the analysis. */
  options: Readonly<Record<string, string>>;
}

type Evident = Pick<Figure, "id" | "evidence">;

const queryOf = ({ evidence }: Evident): URLSearchParams => new URLSearchParams((evidence ?? "").split("?")[1]);

export function openChanges(figure: Evident, within: Within = {}): Changes {
  const narrowed = Object.fromEntries(NARROWED.map((name) => [`in.${name}`, within[name] ?? null]));
  const [, , lever = null, of = null] = PLACE.exec(figure.evidence ?? "") ?? [];
  const query = queryOf(figure);
  const options = [...query].filter(([name]) => !NO_OPTIONS.has(name)).map((option) => option.join("="));
  return { ...narrowed, figure: query.get("figure") ?? figure.id, lever, of, [OPTIONS]: options };
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
  [OPTIONS]: null,
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
  return { figure, of: analysisOf(params), query: toQuery(readFilters(narrowed)), options: optionsOf(params) };
}

function optionsOf(params: URLSearchParams): Record<string, string> {
  const written = params.getAll(OPTIONS).map((option) => OPTION.exec(option));
  const told = written.flatMap((found) => (found?.[1] !== undefined && found[2] !== undefined ? [[found[1], found[2]] as const] : []));
  return Object.fromEntries(told.filter(([name]) => !NO_OPTIONS.has(name)));
}

/** Only names make a path: the address may have been written by anybody. */
function analysisOf(params: URLSearchParams): string | null {
  const [lever, of] = [params.get("lever") ?? "", params.get("of") ?? ""];
  if (NAME.test(lever)) return `savings/${lever}`;
  return NAME.test(of) ? of : null;
}
