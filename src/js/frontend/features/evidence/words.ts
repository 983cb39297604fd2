/** What the address of a figure says, in words. */

import type { EvidenceAddress } from "@/features/evidence/address";
import { chosenWords, type FilterQuery } from "@/features/filters/filters";
import { agentName, modelName } from "@/features/filters/names";
import { rangeText } from "@/features/filters/range-text";
import type { Bucket, PolicyId } from "@/lib/api/types";

export const BUCKET_NAMES: Readonly<Record<Bucket["bucket"], string>> = {
  input_fresh: "Fresh input",
  cache_read: "Read from cache",
  cache_write_5m: "Written to cache, 5 minutes",
  cache_write_1h: "Written to cache, 1 hour",
  output_text: "Output text",
  output_reasoning: "Output reasoning",
};

const FIGURES: Readonly<Record<string, string>> = {
  ...BUCKET_NAMES,
  cost: "Cost",
  input: "Input tokens",
  output: "Output tokens",
  "repeats.calls": "Calls that repeat an earlier prompt word for word",
  "repeats.cost": "Cost of calls that repeat an earlier prompt word for word",
  "repeats.divergent": "Repeated prompts that were answered otherwise",
  "without_caching.cost": "Cost without caching",
  "without_caching.reads": "Saved by reading from the cache",
  "without_caching.saving": "Saved by caching",
  "without_caching.today": "Cost as billed",
  "without_caching.tokens_read": "Tokens read from cache as billed",
  "without_caching.tokens_written": "Tokens written to cache as billed",
  "without_caching.write_cost": "Cost of writing to the cache",
  "without_caching.writes": "Saved by writing to the cache, below zero where it cost more",
};

const MEASURES: Readonly<Record<string, string>> = {
  cost: "Cost",
  saving: "Saving",
  read_tokens: "Tokens read from cache",
  write_tokens: "Tokens written to cache",
  fresh_tokens: "Fresh input tokens",
};

const POLICIES = {
  billed: "as billed",
  none: "without caching",
  write_5m: "when every prompt is cached for 5 minutes",
  write_1h: "when every prompt is cached for 1 hour",
  selective: "when only prefixes that pay are cached",
} satisfies Record<PolicyId | "billed", string>;

/** A figure of the overview, or `policy.measure` of the savings; a link may name one that there is not. */
function nameWords(name: string): string {
  const [policy = "", measure = ""] = name.split(".");
  const [what, how] = [MEASURES[measure], (POLICIES as Record<string, string>)[policy]];
  return FIGURES[name] ?? (what && how ? `${what} ${how}` : `“${name}”`);
}

const ROWS: Readonly<Record<string, (key: string) => string>> = {
  model: modelName,
  agent: agentName,
  session: (key) => `session ${key}`,
  prefix: (key) => `prompts that begin with block ${key}`,
};

/** After an `@` comes the row of a table. */
function figureWords(id: string): string {
  const [name = "", row] = id.split(/@(.*)/s);
  if (row === undefined) return nameWords(name);
  const [by = "", key = ""] = row.split(/:(.*)/s);
  return `${nameWords(name)}, ${ROWS[by]?.(key) ?? row}`;
}

function filterWords(query: FilterQuery, zone: string): string {
  return [rangeText({ from: query.from ?? null, to: query.to ?? null }, zone), ...chosenWords(query)].join(", ");
}

/** What the number is and of which calls, such as "Cost without caching, opus. All time, Main agent". */
export const wordsOf = ({ figure, query }: EvidenceAddress, zone: string): string =>
  `${figureWords(figure)}. ${filterWords(query, zone)}`;
