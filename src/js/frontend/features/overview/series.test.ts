import { expect, it } from "vitest";

import { OTHER_NAME } from "@/features/filters/colours";
import { fillGaps, hatchedHeight, partOf, seriesOf, spanOf } from "@/features/overview/series";
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
  reasoning_unrecorded_calls: 0,
});

const HOURS = { seconds: 3600, zone: "UTC" };
const DAYS = { seconds: 86_400, zone: "Europe/Zurich" };
const barAt = (at: string) => ({ at, total: 1, parts: {}, unknown: [] });

const point = (at: string, models: Group[]): SeriesPoint => ({ ...group(at, "10"), at, by_model: models });

it("keeps seven series and folds the rest into one", () => {
  const models = Array.from({ length: 9 }, (_, index) => group(`m${String(index)}`, String(9 - index)));
  const { names, bars } = seriesOf([point("2026-01-01T00:00:00Z", models)], "cost", HOURS);
  expect(names).toEqual(["m0", "m1", "m2", "m3", "m4", "m5", OTHER_NAME]);
  expect(bars[0]?.parts[OTHER_NAME]).toBe(3 + 2 + 1);
});

it("never takes an unknown price for zero", () => {
  const { bars } = seriesOf([point("2026-01-01T00:00:00Z", [group("known", "1"), group("", null)])], "cost", HOURS);
  expect(bars[0]).toMatchObject({ parts: { known: 1 }, unknown: [""] });
  expect(Object.keys(bars[0]?.parts ?? {})).toEqual(["known"]);
});

it("knows no total where no price is known, and hatches every bar alike", () => {
  const unpriced: SeriesPoint = { ...point("2026-01-01T00:00:00Z", [group("", null)]), cost: null };
  const { bars } = seriesOf([unpriced, point("2026-01-01T01:00:00Z", [group("m", "10")])], "cost", HOURS);
  expect(bars.map(({ total }) => total)).toEqual([null, 10]);
  expect(hatchedHeight(bars)).toBeCloseTo(0.8);
  expect(hatchedHeight(bars.slice(0, 1))).toBeGreaterThan(0);
});

it("shows a time without calls as an empty step", () => {
  const bars = fillGaps(["2026-01-01T00:00:00Z", "2026-01-01T03:00:00Z"].map(barAt), HOURS);
  expect(bars.map(({ total }) => total)).toEqual([1, 0, 0, 1]);
});

it.each([
  ["spring", ["2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z"], ["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]],
  ["autumn", ["2026-10-23T22:00:00Z", "2026-10-26T23:00:00Z"], ["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"]],
])("steps by local days when the clock changes in %s", (_, known, empty) => {
  const at = fillGaps(known.map(barAt), DAYS).map((bar) => bar.at);
  expect(at).toEqual([known[0], ...empty, known[1]]);
});

it("never drops a bar, even one that no step meets", () => {
  const odd = ["2026-01-01T00:00:00Z", "2026-01-01T01:30:00Z", "2026-01-01T03:00:00Z"];
  const at = fillGaps(odd.map(barAt), HOURS).map((bar) => bar.at);
  expect(at).toEqual(expect.arrayContaining(odd));
});

it("zooms to the begin of the bar after the last one chosen", () => {
  const bars = ["2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"].map(barAt);
  expect(spanOf(bars, 0, 1, DAYS)).toEqual(["2026-03-27T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
  expect(spanOf(bars, 2, 2, DAYS)).toEqual(["2026-03-29T22:00:00.000Z", "2026-03-30T22:00:00.000Z"]);
});

it("splits a point in full, also what is not shown by name", () => {
  const one = point("2026-01-01T00:00:00Z", [group("opus", "0.1"), group("a", "0.2"), group("b", "0.3"), group("", null)]);
  const names = ["opus", "", OTHER_NAME];
  expect([...names, "gone"].map((name) => partOf(one, name, names, "cost"))).toEqual(["0.1", null, "0.5", "0"]);
});
