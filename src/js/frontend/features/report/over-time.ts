/** A table by time as a chart: which of its columns can be drawn, and a bar for each step of time. */

import type { Figure, ReportCell, ReportTable } from "@/lib/api/types";
import { writtenText } from "@/lib/figure-text";
import { compare, count, exactCount, forChart } from "@/lib/format";
import * as time from "@/lib/time";

export interface Bar {
  /** As it stands below the chart. */
  label: string;
  /** Null without a row, or where it is not recorded. */
  size: number | null;
  words: string;
  isEstimated: boolean;
}

export interface OverTime {
  title: string;
  unit: Figure["unit"];
  bars: Bar[];
  /** What the chart shows, in a sentence. */
  lead: string;
}

export interface TimedTable {
  rows: readonly (readonly ReportCell[])[];
  /** The columns that can be drawn, by place; that which was asked for first. */
  measures: readonly { at: number; title: string }[];
}

const FEWEST_ROWS = 6;
const MOST_BARS = 500;
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?/;
const CLOCK = /^\d{2}:\d{2}$/;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const nameOf = (row: readonly ReportCell[]): string => row[0]?.text ?? "";
const isClock = (name: string): boolean => CLOCK.test(name);
/** On the clock that the row is written in; only ever compared with its neighbours. */
const momentOf = (name: string): number => (isClock(name) ? Date.parse(`2001-01-01T${name}Z`) : Date.parse(`${name.slice(0, 16)}${name.includes("T") ? "Z" : "T00:00Z"}`));

/** The rows that are one after another in time; none where two are of the same time, or in another order. */
function timedRows(table: ReportTable): readonly (readonly ReportCell[])[] {
  const rows = table.rows.filter((row, index) => index > 0 || nameOf(row) !== "All");
  const names = rows.map(nameOf);
  const isTime = names.every(isClock) || names.every((name) => MOMENT.test(name));
  const isInOrder = isTime && names.every((name, at) => at === 0 || momentOf(names[at - 1] ?? "") < momentOf(name));
  return isInOrder && rows.length >= FEWEST_ROWS ? rows : [];
}

const COUNT = /^[\d,]+$/;
const figureOf = (cell: ReportCell | undefined): Figure | null => cell?.figure ?? null;
const isDrawn = (cell: ReportCell | undefined): boolean => Boolean(cell && (cell.figure ?? COUNT.test(cell.text)));
/** Of these the bars would be those of what they are a share of. */
const isShare = (cell: ReportCell | undefined): boolean => figureOf(cell)?.id.endsWith(".share") ?? false;

/** What can be drawn of a table by time; null where it is none. `asked` are the ids of the figures in the answer. */
export function timedTable(table: ReportTable, asked: readonly string[]): TimedTable | null {
  const rows = timedRows(table);
  const [first] = rows;
  if (!first) return null;
  const drawn = first.flatMap((cell, at) => (at > 0 && !isShare(cell) && rows.every((row) => isDrawn(row[at])) && rows.some((row) => valueOf(row[at]) !== null) ? [at] : []));
  const place = (at: number) => rankOf(first, at, asked);
  const measures = drawn.toSorted((left, right) => place(left) - place(right) || left - right).map((at) => ({ at, title: table.columns[at] ?? "" }));
  return measures.length > 0 ? { rows, measures } : null;
}

/** That which the answer names, then that which a share is told of, then other figures, then plain counts. */
function rankOf(row: readonly ReportCell[], at: number, asked: readonly string[]): number {
  const id = figureOf(row[at])?.id;
  if (id === undefined) return 3;
  if (asked.includes(id)) return asked.indexOf(id) / asked.length;
  return row.some((cell) => figureOf(cell)?.id === `${id}.share`) ? 1 : 2;
}

const valueOf = (cell: ReportCell | undefined): string | null => (cell?.figure ? cell.figure.value : (cell?.text.replaceAll(",", "") ?? null));

const wordsOf = (cell: ReportCell | undefined): string => (cell?.figure ? writtenText(cell.figure, "table") : exactCount(valueOf(cell) ?? "0"));

function labelOf(name: string, step: "month" | "time" | "hour"): string {
  if (isClock(name)) return name;
  const at = new Date(momentOf(name)).toISOString();
  if (step === "month") return time.month(at, "UTC");
  return step === "hour" ? time.minute(at, "UTC") : time.shortDay(at, "UTC");
}

function stepOf(names: readonly string[]): "month" | "time" | "hour" {
  if (names.every((name) => name.includes("T"))) return "hour";
  return names.every((name) => name.slice(8, 10) === "01") ? "month" : "time";
}

/** What lies between two rows, so that equal widths mean equal steps. */
function namesBetween(names: readonly string[]): string[] {
  if (stepOf(names) === "month") return [...names];
  const moments = names.map(momentOf);
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
  const step = gaps.every((gap) => gap % (7 * DAY) === 0) ? 7 * DAY : gaps.every((gap) => gap % DAY === 0) ? DAY : HOUR;
  const [first = 0, last = 0] = [moments[0], moments.at(-1)];
  if (gaps.some((gap) => gap % step !== 0) || (last - first) / step > MOST_BARS) return [...names];
  const known = new Map(moments.map((at, index) => [at, names[index] ?? ""]));
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => known.get(first + index * step) ?? written(first + index * step, names[0] ?? ""));
}

const written = (at: number, like: string): string => {
  const iso = new Date(at).toISOString();
  return isClock(like) ? iso.slice(11, 16) : iso.slice(0, like.includes("T") ? 16 : 10);
};

function barOf(name: string, cell: ReportCell | undefined, step: "month" | "time" | "hour"): Bar {
  const value = valueOf(cell);
  const label = labelOf(name, step);
  if (!cell || value === null) return { label, size: null, words: cell ? "not recorded" : "no row", isEstimated: false };
  return { label, size: forChart(value), words: wordsOf(cell), isEstimated: cell.figure?.kind === "estimated" };
}

/** One column of a table by time. */
export function overTime({ rows, measures }: TimedTable, chosen: number): OverTime {
  const { at = 1, title = "" } = measures.find((one) => one.at === chosen) ?? measures[0] ?? {};
  const names = rows.map(nameOf);
  const step = stepOf(names);
  const cells = new Map(rows.map((row) => [nameOf(row), row[at]]));
  const bars = namesBetween(names).map((name) => barOf(name, cells.get(name), step));
  return { title, unit: rows.map((row) => figureOf(row[at])?.unit).find(Boolean) ?? "calls", bars, lead: leadOf(title, rows, at, bars) };
}

/** The name of a row, or how many there are of its value: one of several is not the one. */
function whenOf(row: readonly ReportCell[], rows: TimedTable["rows"], at: number): string {
  const alike = rows.filter((other) => valueOf(other[at]) === valueOf(row[at])).length;
  return alike === 1 ? nameOf(row) : `${count(alike)} times`;
}

function leadOf(title: string, rows: TimedTable["rows"], at: number, bars: readonly Bar[]): string {
  const known = rows.filter((row) => valueOf(row[at]) !== null).toSorted((left, right) => compare(valueOf(right[at]) ?? "0", valueOf(left[at]) ?? "0"));
  const [most, least] = [known[0], known.at(-1)];
  if (!most || !least) return "";
  const said = `${title}: the most is ${wordsOf(most[at])} (${whenOf(most, known, at)}), the least ${wordsOf(least[at])} (${whenOf(least, known, at)}).`;
  const [gaps, lacking] = [bars.length - rows.length, rows.length - known.length];
  const notes = [...(gaps > 0 ? [`${count(gaps)} between them ${gaps === 1 ? "has" : "have"} no row and no bar.`] : []), ...(lacking > 0 ? [`${count(lacking)} ${lacking === 1 ? "is" : "are"} not recorded.`] : [])];
  return [said, ...notes].join(" ");
}
