/** A figure in words, by its unit and kind. */

import type { Figure } from "@/lib/api/types";
import * as format from "@/lib/format";

export type Size = "short" | "table" | "full";

type Writer = (value: string) => string;
const ratio: Writer = (value) => format.percent(value, 1);
const hundredths: Writer = (value) => Number(value).toFixed(2).replace("-", "\u2212");
const perSecond: Writer = (value) => `${value} tokens/s`;

const WRITERS: Readonly<Record<Figure["unit"], Readonly<Record<Size, Writer>>>> = {
  usd: { short: format.moneyShort, table: format.money, full: (value) => format.exactMoney(value) },
  tokens: { short: format.tokens, table: format.tokens, full: format.exactCount },
  calls: { short: format.count, table: format.count, full: format.exactCount },
  count: { short: format.count, table: format.count, full: format.exactCount },
  ratio: { short: ratio, table: ratio, full: (value) => value },
  ms: {
    short: (value) => format.duration(Number(value)),
    table: (value) => format.duration(Number(value)),
    full: (value) => `${value} ms`,
  },
  tokens_per_second: { short: perSecond, table: perSecond, full: perSecond },
  correlation: { short: hundredths, table: hundredths, full: hundredths },
};

const UNIT_WORD: Readonly<Record<Figure["unit"], string>> = {
  usd: "US dollars",
  tokens: "tokens",
  calls: "calls",
  count: "number",
  ratio: "ratio",
  ms: "milliseconds",
  tokens_per_second: "tokens per second",
  correlation: "correlation",
};

export const unitWord = (unit: Figure["unit"]): string => UNIT_WORD[unit];

export const amountText = (value: string, unit: Figure["unit"], size: Size): string =>
  WRITERS[unit][size](value);

/** For an axis: cents only where a step has them. */
export const tickText = (value: number, unit: Figure["unit"]): string => (unit === "usd" ? format.moneyTick(String(value)) : amountText(String(value), unit, "short"));

/** How much more or less something came to, and not how much it was. */
const isChange = ({ id }: Figure): boolean => /^cost_change(\.|$)|\.change(\.share)?$/.test(id);

export function figureText(figure: Figure, size: Size): string {
  if (figure.value === null) return "not recorded";
  const sign = isChange(figure) && format.compare(figure.value, "0") > 0 ? "+" : "";
  return sign + amountText(figure.value, figure.unit, size);
}

/** The same in a sentence that opens nothing: an estimate says so there too. */
export const writtenText = (figure: Figure, size: Size): string => (figure.kind === "estimated" && figure.value !== null ? "~" : "") + figureText(figure, size);

/** The interval as ± when it is even on both sides, as a range otherwise; null without one. */
export function intervalText(figure: Figure, size: Size): string | null {
  const [low, high] = figure.interval ?? [];
  if (low === undefined || high === undefined || figure.value === null) return null;
  const below = format.subtract(figure.value, low);
  const above = format.subtract(high, figure.value);
  const write = (value: string) => amountText(value, figure.unit, size);
  return format.compare(below, above) === 0 ? `± ${write(above)}` : `${write(low)} to ${write(high)}`;
}
