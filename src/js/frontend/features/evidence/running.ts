/** Contributions with the sum up to each of them. */

import type { Contribution } from "@/lib/api/types";
import { sumOf } from "@/lib/format";

export interface RunningRow extends Contribution {
  running: string;
  tokens: number;
}

const tokensOf = (row: Contribution): number =>
  row.input_fresh + row.cache_read + row.cache_write_5m + row.cache_write_1h + row.output_text + row.output_reasoning;

export function withRunningSum(rows: readonly Contribution[]): RunningRow[] {
  let running = "0";
  return rows.map((row) => {
    running = sumOf([running, row.contribution ?? "0"]);
    return { ...row, running, tokens: tokensOf(row) };
  });
}
