/** What a figure of a sentence is called where it is heard and not seen: "Cost of kb-search, before". */

import { withinOf } from "@/features/evidence/address";
import { CHOICES, type Choice } from "@/features/filters/filters";
import type { Figure } from "@/lib/api/types";

type Named = Pick<Figure, "id" | "evidence">;

/** Whose own words would not tell. */
const NAMES: Readonly<Record<string, string>> = {
  "call.cost": "Cost of the call",
  "call.duration": "Duration of the call",
  "cost.ahead": "Cost ahead",
  "cost.median_call": "Cost of the middle call",
  "cost.other_volume": "Cost at the other volume",
  "cost.per_output_token": "Cost per output tokens",
  "cost.ranked": "Cost of these calls together",
  latency_p50: "Median duration",
  latency_p95: "Duration that 95 of 100 calls stay below",
  "reasoning_cap.above": "Reasoning tokens beyond the cap",
  "reasoning_cap.cost": "Cost of reasoning beyond the cap",
  "reasoning_cap.saving": "Saved by the cap on reasoning",
  "repeats.divergent": "Repeated calls with other answers",
  "retries.failed": "Failed calls",
  "retries.failed.cost": "Cost of failed calls",
  "retries.waste": "Cost of failed and repeated calls",
  output_speed_p50: "Output tokens per second",
  "slow_calls.part_of_all": "Share of all calls",
  "slow_calls.part_of_slow": "Share of the slow calls",
  "slow_calls.per_100_tokens": "Time of 100 output tokens",
  "slow_calls.time": "Time of the calls together",
  "slow_calls.waiting": "Share of the time waiting for the first token",
  "slow_calls.writing": "Share of the time writing the answer",
  ttft_p50: "Median time to the first token",
  "without_caching.cost": "Cost without caching",
  "without_caching.reads": "Saved by reading from the cache",
  "without_caching.saving": "Saved by caching",
  "without_caching.today": "Cost today",
  "without_caching.as_before": "Saved if read as before",
  "without_caching.read_share": "Share of the input read from the cache",
  "without_caching.saving.opposite": "Lost by caching",
  "without_caching.tokens_read": "Tokens read from the cache",
  "without_caching.tokens_written": "Tokens written to the cache",
  "without_caching.write_cost": "Cost of writing to the cache",
  "without_caching.writes": "Saved by writing to the cache",
  "without_caching.writes.opposite": "Added by writing to the cache",
};

/** Figures that come in kinds, such as one for each model, and what each is made of. */
const PATTERNS: readonly (readonly [RegExp, (part: string) => string])[] = [
  [/\.(change)$/, () => "Change"],
  [/\.(change)\.share$/, () => "Change as a share"],
  [/^(.+)\.share$/, (id) => `Share of ${lowered(baseName(id))}`],
  [/^(.+)\.median$/, (id) => `Median of ${lowered(baseName(id))}`],
  [/^slow_calls\.correlation\.(.+)$/, (pair) => `Rank correlation of ${pair.replace(".", " and ")}`],
  [/^(.+)\.per_.+$/, (id) => `${baseName(id)} on average`],
  [/^cost_change(.*)$/, () => "Change of the cost"],
  [/^cost\.(extra)$/, () => "Cost above that of before"],
  [/^alternative\.cost@(.+)$/, (model) => `Cost at ${model}`],
  [/^alternative\.saving@(.+)$/, (model) => `Saving at ${model}`],
  [/^batch\.cost\.(.+)$/, () => "Cost in batches"],
  [/^batch\.saving\.(.+)$/, () => "Saving in batches"],
  [/^batch\.today\.(.+)$/, () => "Cost today"],
  [/^(.+)\.p50$/, (id) => `Median of ${lowered(baseName(id))}`],
  [/^(.+)\.p95$/, (id) => `95 of 100 calls stay below, ${lowered(baseName(id))}`],
];

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function inWords(id: string): string {
  const words = id.replaceAll(/[._-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function baseName(id: string): string {
  const known = Object.hasOwn(NAMES, id) ? NAMES[id] : undefined;
  if (known !== undefined) return known;
  for (const [pattern, name] of PATTERNS) {
    const part = pattern.exec(id)?.[1];
    if (part !== undefined) return name(part);
  }
  return inWords(id);
}

/** What its place in the sentence adds to the name, as the sentence names it. */
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/(^|_)before(_\d+)?$/, "before"],
  [/(^|_)after(_\d+)?$/, "after"],
  [/^lowest$/, "lowest"],
  [/^highest$/, "highest"],
  [/^whole$/, "in all"],
];

const BY_NAME = CHOICES.filter((choice) => !["weekday", "hour", "bound", "status"].includes(choice));

/** Of whose calls it is, as its own link says. */
function ofWhom(figure: Named): string {
  const within = withinOf(figure);
  return BY_NAME.flatMap((choice: Choice) => within[choice] ?? []).join(", ");
}

/** `placeholder` is how the sentence names the figure, and is never read aloud itself. */
export function figureName(figure: Named, placeholder: string): string {
  const whose = ofWhom(figure);
  const place = PLACES.find(([pattern]) => pattern.test(placeholder))?.[1];
  return [whose === "" ? baseName(figure.id) : `${baseName(figure.id)} of ${whose}`, ...(place === undefined ? [] : [place])].join(", ");
}
