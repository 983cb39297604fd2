/** Where the bars of the comparison begin and end, all on one scale. */

import type { Billed, Figure, Policy } from "@/lib/api/types";
import { compare, ratioOf, subtract } from "@/lib/format";

export interface Segments {
  /** What the policy costs, in percent of the scale. */
  cost: number;
  /** What it saves or adds beside that, in percent of the scale. */
  change: number;
  direction: "saves" | "adds" | "same";
}

/** The largest cost: the full width. */
export function widest(costs: readonly (string | null)[]): string {
  return costs.reduce<string>((most, cost) => (cost !== null && compare(cost, most) > 0 ? cost : most), "0");
}

const share = (part: string, whole: string): number => 100 * ratioOf(part, whole);

/**
 * From the baseline to the cost, as a waterfall: a saving hangs between the cost and the
 * baseline, an added cost stands on top of the baseline.
 */
export function segments(cost: string, baseline: string, scale: string): Segments {
  const change = subtract(baseline, cost);
  const sign = compare(change, "0");
  if (sign === 0) return { cost: share(cost, scale), change: 0, direction: "same" };
  return sign > 0
    ? { cost: share(cost, scale), change: share(change, scale), direction: "saves" }
    : { cost: share(baseline, scale), change: share(subtract(cost, baseline), scale), direction: "adds" };
}

/** What savings are taken from: the bill, or where nobody says what was cached the cost of fresh prompts. */
export const baselineOf = (policies: readonly Policy[], billed: Billed): string | null => baselineFigure(policies, billed)?.value ?? null;

export const baselineFigure = (policies: readonly Policy[], billed: Billed): Figure | undefined =>
  billed.is_told ? billed.cost : policies.find(({ verdict }) => verdict === "baseline")?.cost;
