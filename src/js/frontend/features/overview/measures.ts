/** What a chart over time may show, and how its numbers are written. */

import { OTHER_NAME } from "@/features/filters/colours";
import { modelName } from "@/features/filters/names";
import type { Measure } from "@/features/overview/series";
import { exactCount, money, moneyTick, tokens } from "@/lib/format";

export const MEASURES: readonly { value: Measure; title: string }[] = [
  { value: "cost", title: "Cost" },
  { value: "calls", title: "Calls" },
  { value: "tokens", title: "Tokens" },
];

export const titleOf = (measure: Measure): string => MEASURES.find(({ value }) => value === measure)?.title ?? measure;

interface Writer {
  tick: (value: string) => string;
  full: (value: string) => string;
}

const WRITERS: Readonly<Record<Measure, Writer>> = {
  cost: { tick: moneyTick, full: money },
  calls: { tick: tokens, full: exactCount },
  tokens: { tick: tokens, full: tokens },
};

export const tickText = (measure: Measure, value: number): string => WRITERS[measure].tick(String(value));

export const sizeText = (measure: Measure, value: number | string | null): string =>
  value === null ? "not known" : WRITERS[measure].full(String(value));

export const seriesName = (name: string): string => (name === OTHER_NAME ? "Other models" : modelName(name));
