/**
 * Numbers as people read them.
 *
 * Values arrive as decimal strings and are only ever rounded here, for show;
 * `exact*` keeps every digit.
 */

import Big from "big.js";

export type Decimal = string;

const NARROW_SPACE = "\u202f";
const MINUS = "\u2212";
const SCALES = [
  { at: 12, sign: "T" },
  { at: 9, sign: "B" },
  { at: 6, sign: "M" },
  { at: 3, sign: "k" },
] as const;

const big = (value: Decimal | number): Big => new Big(value);
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

function group(fixed: string): string {
  const [whole = "0", fraction] = fixed.split(".");
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
}

function signed(value: Big, body: (absolute: Big) => string): string {
  return (value.lt(0) ? MINUS : "") + body(value.abs());
}

/** By the value as it will be rounded, so that 999,999 is 1.00 M and not 1000 k. */
const scaleOf = (value: Big) => SCALES.find(({ at }) => value.prec(3).gte(`1e${String(at)}`));

/** Three digits that matter and a scale: 2.83 B. */
function scaled(value: Big, gap: string): string {
  const scale = scaleOf(value);
  if (!scale) return group(value.round(value.gte(100) ? 0 : 2).toFixed());
  const shown = value.div(`1e${String(scale.at)}`);
  const digits = shown.gte(100) ? 0 : shown.gte(10) ? 1 : 2;
  return `${shown.toFixed(digits)}${gap}${scale.sign}`;
}

/** Below a thousand; of a small average also its first decimal place, for 1.4 calls are not one. */
const small = (value: Big): string => value.round(value.lt(100) ? 1 : 0).toFixed();

/** Below a dollar two digits that matter are kept, from a dollar on cents. */
function dollars(value: Big): string {
  if (value.eq(0) || value.gte(1)) return `$${group(value.toFixed(2))}`;
  const places = Math.min(12, Math.max(2, 1 - value.e));
  return `$${value.toFixed(places)}`;
}

export const money = (value: Decimal): string => signed(big(value), dollars);

export const moneyShort = (value: Decimal): string =>
  signed(big(value), (v) => (v.prec(3).lt(1000) ? dollars(v) : `$${moneyScaled(v)}`));

function moneyScaled(value: Big): string {
  const scale = scaleOf(value);
  const shown = value.div(`1e${String(scale?.at ?? 0)}`);
  return `${shown.toFixed(shown.gte(100) ? 0 : 1)}${scale?.sign ?? ""}`;
}

const placesOf = (value: Decimal): number => big(value).toFixed().split(".")[1]?.length ?? 0;

/** Decimal places that show every digit of each of `values`; at least cents. */
export const commonPlaces = (values: readonly Decimal[]): number =>
  values.reduce((most, value) => Math.max(most, placesOf(value)), 2);

/** Every digit, padded to `places` so that a column lines up. */
export const exactMoney = (value: Decimal, places = 2): string =>
  signed(big(value), (v) => `$${group(v.toFixed(Math.max(places, placesOf(value))))}`);

/** For an axis: cents only where a step has them. */
export const moneyTick = (value: Decimal): string => moneyShort(value).replace(/\.0+(?=k|M|B|$)/, "");

export const tokens = (value: Decimal | number): string =>
  signed(big(value), (v) => (v.lt(1000) ? small(v) : scaled(v, NARROW_SPACE)));

/** A number of things. */
export const count = (value: Decimal | number): string =>
  signed(big(value), (v) => (v.lt(1000) ? small(v) : group(v.round(0).toFixed())));

export const exactCount = (value: Decimal | number): string =>
  signed(big(value), (v) => group(v.toFixed()));

/** A count with its noun: 1 call, 2,400 calls. */
export const counted = (value: number, noun: string): string => `${exactCount(value)} ${noun}${value === 1 ? "" : "s"}`;

export const bytes = (value: number): string => {
  const steps = ["B", "KB", "MB", "GB"];
  const step = value < 1 ? 0 : Math.min(3, Math.floor(Math.log10(value) / 3));
  const shown = value / 1000 ** step;
  return `${shown.toFixed(step === 0 || shown >= 100 ? 0 : 1)}${NARROW_SPACE}${steps[step] ?? "B"}`;
};

export function duration(ms: number): string {
  if (ms < 1000) return `${ms.toFixed(0)}${NARROW_SPACE}ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}${NARROW_SPACE}s`;
  const seconds = Math.round(ms / 1000);
  return `${String(Math.floor(seconds / 60))}${NARROW_SPACE}min ${String(seconds % 60)}${NARROW_SPACE}s`;
}

const NEARLY_ALL = big("99.5");

/** Places that show what is not whole: a part never looks like nothing, and never like all of it. */
function placesOfShare(share: Big): number {
  if (share.round(0).eq(share)) return 0;
  return share.round(1).lt(10) || (share.gte(NEARLY_ALL) && share.lt(100)) ? 1 : 0;
}

/** A share of something; the caller says of what. */
export function percent(part: Decimal | number, whole: Decimal | number): string {
  if (big(whole).eq(0)) return "–";
  const share = big(part).times(100).div(whole);
  return signed(share, (size) => {
    if (size.gt(0) && size.lt("0.05")) return `<${NARROW_SPACE}0.1${NARROW_SPACE}%`;
    if (size.gte("99.95") && size.lt(100)) return `>${NARROW_SPACE}99.9${NARROW_SPACE}%`;
    return `${size.toFixed(placesOfShare(size))}${NARROW_SPACE}%`;
  });
}

/** How `value` differs from `base`, with arrow, sign and the base: ↓ −79 % of $12.5k. */
export function delta(value: Decimal, base: Decimal): string {
  const change = big(value).minus(base);
  if (change.eq(0)) return `no change from ${moneyShort(base)}`;
  const arrow = change.lt(0) ? "↓" : "↑";
  const sign = change.gt(0) ? "+" : "";
  return `${arrow} ${sign}${percent(change.toFixed(), base)} of ${moneyShort(base)}`;
}

export const ratioOf = (part: Decimal, whole: Decimal): number =>
  big(whole).eq(0) ? 0 : Number(big(part).div(whole).toFixed(6));

export const subtract = (left: Decimal, right: Decimal): Decimal => big(left).minus(right).toFixed();
export const sumOf = (values: readonly Decimal[]): Decimal =>
  values.reduce((sum, value) => sum.plus(value), big(0)).toFixed();
export const compare = (left: Decimal, right: Decimal): number => big(left).cmp(right);
/** For drawing only: a float is good enough for a pixel, never for a figure. */
export const forChart = (value: Decimal): number => Number(value);
