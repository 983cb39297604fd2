/** What a settings form says, as a change of the project. */

import type { PriceBookId, Project, ProjectChange, TextPolicy } from "@/lib/api/types";

export const PRICES = ["input_per_million", "output_per_million"] as const;
export type PriceName = (typeof PRICES)[number];

/** The change, or the price that is missing: half an assumed price would charge one kind of token nothing. */
export type Read = { change: ProjectChange; missing: null } | { change: null; missing: PriceName };

export function readForm(form: FormData, project: Project): Read {
  const text = (name: string) => ((form.get(name) as string | null) ?? "").trim();
  const [input, output] = PRICES.map(text) as [string, string];
  const empty = PRICES.filter((name) => text(name) === "");
  if (empty.length === 1) return { change: null, missing: empty[0] as PriceName };
  const assumed = input === "" ? null : { input_per_million: input, output_per_million: output };
  const change: ProjectChange = { name: text("name"), time_zone: text("time_zone"), assumed_price: assumed };
  // Fixed with the first call: sending them again would be refused.
  const fixed = project.calls > 0 ? {} : { text_policy: text("text_policy") as TextPolicy, price_book: text("price_book") as PriceBookId };
  return { change: { ...change, ...fixed }, missing: null };
}
