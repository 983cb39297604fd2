/** What a settings form says, as a change of the project. */

import type { PriceBookId, Project, ProjectChange, TextPolicy } from "@/lib/api/types";

export function readForm(form: FormData, project: Project): ProjectChange {
  const text = (name: string) => ((form.get(name) as string | null) ?? "").trim();
  const input = text("input_per_million");
  const output = text("output_per_million");
  const assumed = input === "" || output === "" ? null : { input_per_million: input, output_per_million: output };
  const change: ProjectChange = { name: text("name"), time_zone: text("time_zone"), assumed_price: assumed };
  // Fixed with the first call: sending them again would be refused.
  if (project.calls > 0) return change;
  return { ...change, text_policy: text("text_policy") as TextPolicy, price_book: text("price_book") as PriceBookId };
}
