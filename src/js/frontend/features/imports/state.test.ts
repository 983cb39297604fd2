import { expect, it } from "vitest";

import { ended, summary } from "@/features/imports/state";
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
  expect(ended([], [done])).toEqual([]);
});

it("says what was written, known and refused", () => {
  expect(summary(job({}))).toBe("1 call written");
  expect(summary(job({ rows_written: 2400, rows_known: 39, rows_refused: 3 }))).toBe("2,400 calls written, 39 already there, 3 refused");
});
