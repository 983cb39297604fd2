import { expect, it } from "vitest";

import { ended, markOf, mustRefresh, summary } from "@/features/imports/state";
import type { Import } from "@/lib/api/types";

const job = (change: Partial<Import>): Import => ({
  id: "1",
  file_name: "a.jsonl",
  format: "native",
  state: "running",
  bytes_total: 10,
  bytes_read: 5,
  rows_read: 5,
  rows_written: 1,
  rows_known: 0,
  rows_refused: 0,
  refusals: [],
  error: null,
  created_at: "2026-01-01T00:00:00Z",
  finished_at: null,
  ...change,
});

it("announces an import once, when it ends", () => {
  const done = job({ state: "done" });
  expect(ended([job({})], [done])).toEqual([done]);
  expect(ended([done], [done])).toEqual([]);
  expect(ended([], [done])).toEqual([done]);
  expect(ended(null, [done])).toEqual([]);
});

it("says what was written, known and refused", () => {
  expect(summary(job({}))).toBe("1 call written");
  expect(summary(job({ rows_written: 2400, rows_known: 39, rows_refused: 3 }))).toBe("2,400 calls written, 39 already there, 3 refused");
});

it("asks for figures again while they grow, at most every two seconds, and surely at the end", () => {
  const shown = { mark: markOf([job({})]), at: 10_000 };
  expect(mustRefresh(shown, [job({})], 20_000)).toBe(false);
  expect(mustRefresh(shown, [job({ rows_written: 2 })], 11_000)).toBe(false);
  expect(mustRefresh(shown, [job({ rows_written: 2 })], 12_000)).toBe(true);
  expect(mustRefresh(shown, [job({ state: "done" })], 10_001)).toBe(true);
});

it("does not trust figures that may be older than an end not seen", () => {
  const done = job({ state: "done", finished_at: "2026-01-01T00:00:00Z" });
  const end = Date.parse("2026-01-01T00:00:00Z");
  expect(mustRefresh(null, [done], end + 5_000)).toBe(true);
  expect(mustRefresh(null, [done], end - 5_000)).toBe(true);
  expect(mustRefresh(null, [done], end + 3_600_000)).toBe(false);
  expect(mustRefresh(null, [job({})], end)).toBe(true);
  expect(mustRefresh(null, [], end)).toBe(false);
});
