import { expect, it } from "vitest";

import { fillGaps, OTHER_NAME, seriesOf } from "@/features/overview/series";
import type { Group, SeriesPoint } from "@/lib/api/types";

const group = (key: string, cost: string | null): Group => ({
  key,
  calls: 1,
  errors: 0,
  input_fresh: 1,
  cache_read: 0,
  cache_write_5m: 0,
  cache_write_1h: 0,
  output_text: 1,
  output_reasoning: 0,
  input_total: 1,
  output_total: 1,
  cost,
  cost_kind: cost === null ? "unknown" : "exact",
  unpriced_calls: 0,
  cache_unrecorded_calls: 0,
});

const point = (at: string, models: Group[]): SeriesPoint => ({ ...group(at, "10"), at, by_model: models });

it("keeps seven series and folds the rest into one", () => {
  const models = Array.from({ length: 9 }, (_, index) => group(`m${String(index)}`, String(9 - index)));
  const { names, bars } = seriesOf([point("2026-01-01T00:00:00Z", models)], "cost", 3600);
  expect(names).toEqual(["m0", "m1", "m2", "m3", "m4", "m5", OTHER_NAME]);
  expect(bars[0]?.parts[OTHER_NAME]).toBe(3 + 2 + 1);
});

it("never takes an unknown price for zero", () => {
  const { bars } = seriesOf([point("2026-01-01T00:00:00Z", [group("known", "1"), group("", null)])], "cost", 3600);
  expect(bars[0]).toMatchObject({ parts: { known: 1 }, unknown: [""] });
  expect(Object.keys(bars[0]?.parts ?? {})).toEqual(["known"]);
});

it("shows a time without calls as an empty step", () => {
  const bars = ["2026-01-01T00:00:00Z", "2026-01-01T03:00:00Z"].map((at) => ({ at, total: 1, parts: {}, unknown: [] }));
  expect(fillGaps(bars, 3600).map(({ total }) => total)).toEqual([1, 0, 0, 1]);
});
