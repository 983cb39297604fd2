/** The points of a chart over time: gaps filled, at most seven series, the rest as "other". */

import { MOST_SERIES, OTHER_NAME } from "@/features/filters/colours";
import type { Group, SeriesPoint } from "@/lib/api/types";
import { forChart, sumOf } from "@/lib/format";
import { stepAfter } from "@/lib/time";

export type Measure = "cost" | "calls" | "tokens";

export interface Bar {
  at: string;
  /** Null when no price is known for any of its calls. */
  total: number | null;
  parts: Readonly<Record<string, number>>;
  /** Series with calls here whose price is not known; never to be shown as zero. */
  unknown: readonly string[];
}

export interface Series {
  bars: Bar[];
  names: string[];
}

/** How bars follow each other: by the clock of `zone`. */
export interface Steps {
  seconds: number;
  zone: string;
}

const MOST_GAPS = 2000;

/** In full; null when it is not known, as a price that is not known is not zero. */
function exactAmount(group: Group, measure: Measure): string | null {
  if (measure === "cost") return group.cost;
  return String(measure === "calls" ? group.calls : group.input_total + group.output_total);
}

function amount(group: Group, measure: Measure): number | null {
  const size = exactAmount(group, measure);
  return size === null ? null : forChart(size);
}

/** What one of the series `names` has at one point, in full. */
export function partOf(point: SeriesPoint, name: string, names: readonly string[], measure: Measure): string | null {
  const groups = point.by_model.filter(({ key }) => (name === OTHER_NAME ? !names.includes(key) : key === name));
  const known = groups.flatMap((group) => exactAmount(group, measure) ?? []);
  return groups.length > 0 && known.length === 0 ? null : sumOf(known);
}

function largest(points: readonly SeriesPoint[], measure: Measure): string[] {
  const sums = new Map<string, number>();
  for (const part of points.flatMap((point) => point.by_model)) {
    sums.set(part.key, (sums.get(part.key) ?? 0) + (amount(part, measure) ?? 0));
  }
  return [...sums.entries()].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
}

function bar(point: SeriesPoint, measure: Measure, shown: ReadonlySet<string>): Bar {
  const parts: Record<string, number> = {};
  const unknown = new Set<string>();
  for (const part of point.by_model) {
    const name = shown.has(part.key) ? part.key : OTHER_NAME;
    const size = amount(part, measure);
    if (size === null) unknown.add(name);
    else parts[name] = (parts[name] ?? 0) + size;
  }
  return { at: point.at, total: amount(point, measure), parts, unknown: [...unknown] };
}

/** The empty steps between two bars. What lies within half a step of the next bar is that bar's own step. */
function between(from: string, to: string, { seconds, zone }: Steps): Bar[] {
  const end = Date.parse(to) - seconds * 500;
  const empty: Bar[] = [];
  for (let count = 1, at = from; Date.parse(at) < end; count += 1) {
    at = stepAfter(from, count, seconds, zone);
    if (Date.parse(at) < end) empty.push({ at, total: 0, parts: {}, unknown: [] });
  }
  return empty;
}

/** Steps without calls become empty bars, so that equal widths mean equal steps. No bar is ever left out. */
export function fillGaps(bars: readonly Bar[], steps: Steps): Bar[] {
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last || steps.seconds <= 0) return [...bars];
  if ((Date.parse(last.at) - Date.parse(first.at)) / (steps.seconds * 1000) > MOST_GAPS) return [...bars];
  return bars.flatMap((one, index) => {
    const next = bars[index + 1];
    return next ? [one, ...between(one.at, next.at, steps)] : [one];
  });
}

export function seriesOf(points: readonly SeriesPoint[], measure: Measure, steps: Steps): Series {
  const ranked = largest(points, measure);
  const names = ranked.length > MOST_SERIES ? [...ranked.slice(0, MOST_SERIES - 1), OTHER_NAME] : ranked;
  const shown = new Set(names);
  return { names, bars: fillGaps(points.map((point) => bar(point, measure, shown)), steps) };
}

const HATCHED_SHARE = 0.08;

/** How high the hatched piece for prices that are not known is: the same on every bar, since it says no size. */
export function hatchedHeight(bars: readonly Bar[]): number {
  return HATCHED_SHARE * (Math.max(0, ...bars.map(({ total }) => total ?? 0)) || 1);
}

/** From the begin of one bar to the begin of the bar after another. */
export function spanOf(bars: readonly Bar[], first: number, last: number, { seconds, zone }: Steps): [string, string] | null {
  const [from, to] = [bars[first]?.at, bars[last]?.at];
  if (from === undefined || to === undefined) return null;
  return [new Date(from).toISOString(), new Date(bars[last + 1]?.at ?? stepAfter(to, 1, seconds, zone)).toISOString()];
}
