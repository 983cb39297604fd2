/** The points of a chart over time: gaps filled, at most seven series, the rest as "other". */

import type { Group, SeriesPoint } from "@/lib/api/types";
import { forChart } from "@/lib/format";

export type Measure = "cost" | "calls" | "tokens";

export interface Bar {
  at: string;
  total: number;
  parts: Readonly<Record<string, number>>;
  /** Series with calls here whose price is not known; never to be shown as zero. */
  unknown: readonly string[];
}

export interface Series {
  bars: Bar[];
  names: string[];
}

export const OTHER_NAME = "\u0000other";
const MOST_SERIES = 7;
const MOST_GAPS = 2000;

export function amount(group: Group, measure: Measure): number {
  if (measure === "cost") return group.cost === null ? 0 : forChart(group.cost);
  return measure === "calls" ? group.calls : group.input_total + group.output_total;
}

function largest(points: readonly SeriesPoint[], measure: Measure): string[] {
  const sums = new Map<string, number>();
  for (const part of points.flatMap((point) => point.by_model)) {
    sums.set(part.key, (sums.get(part.key) ?? 0) + amount(part, measure));
  }
  return [...sums.entries()].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
}

function bar(point: SeriesPoint, measure: Measure, shown: ReadonlySet<string>): Bar {
  const parts: Record<string, number> = {};
  const unknown: string[] = [];
  for (const part of point.by_model) {
    const name = shown.has(part.key) ? part.key : OTHER_NAME;
    if (measure === "cost" && part.cost === null) unknown.push(name);
    else parts[name] = (parts[name] ?? 0) + amount(part, measure);
  }
  return { at: point.at, total: amount(point, measure), parts, unknown };
}

/** Steps without calls become empty bars, so that equal widths mean equal times. */
export function fillGaps(bars: readonly Bar[], stepSeconds: number): Bar[] {
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last || stepSeconds <= 0) return [...bars];
  const start = Date.parse(first.at);
  const steps = (Date.parse(last.at) - start) / (stepSeconds * 1000);
  if (steps > MOST_GAPS || !Number.isInteger(steps)) return [...bars];
  const known = new Map(bars.map((one) => [Date.parse(one.at), one]));
  return Array.from({ length: steps + 1 }, (_, index) => {
    const at = start + index * stepSeconds * 1000;
    return known.get(at) ?? { at: new Date(at).toISOString(), total: 0, parts: {}, unknown: [] };
  });
}

export function seriesOf(points: readonly SeriesPoint[], measure: Measure, stepSeconds: number): Series {
  const ranked = largest(points, measure);
  const names = ranked.length > MOST_SERIES ? [...ranked.slice(0, MOST_SERIES - 1), OTHER_NAME] : ranked;
  const shown = new Set(names);
  return { names, bars: fillGaps(points.map((point) => bar(point, measure, shown)), stepSeconds) };
}
