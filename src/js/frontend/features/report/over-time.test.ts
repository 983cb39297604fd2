import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { overTime, timedTable } from "@/features/report/over-time";
import type { Figure, ReportCell, ReportTable } from "@/lib/api/types";
import { figure } from "@/tests/figures";

const words = (text: string): ReportCell => ({ text, figure: null, call: null });
const amount = (change: Partial<Figure>): ReportCell => ({ text: "", figure: figure(change), call: null });
const row = (name: string, cost: string | null, change: Partial<Figure> = {}): ReportCell[] => [words(name), words("1,234"), amount({ value: cost, ...change }), amount({ id: "cost.share", value: "0.1", unit: "ratio" })];
const tableOf = (rows: ReportCell[][], first = "Day"): ReportTable => ({ columns: [first, "Calls", "Cost", "Share"], rows });
const days = (...numbers: number[]): ReportCell[][] => numbers.map((day) => row(`2026-11-${String(day).padStart(2, "0")}`, String(day)));

/** Labels have their year where that is not the present one. */
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-27T12:00:00Z") }));
afterEach(() => vi.useRealTimers());

it("draws what a share is told of first, then the counts, and no share", () => {
  expect(timedTable(tableOf(days(2, 3, 4, 5, 6, 9)), [])?.measures).toEqual([{ at: 2, title: "Cost" }, { at: 1, title: "Calls" }]);
});

it("draws first what the answer names", () => {
  const rows = days(1, 2, 3, 4, 5, 6).map((one) => [...one, amount({ id: "errors", value: "2", unit: "calls" })]);
  expect(timedTable({ ...tableOf(rows), columns: ["Day", "Calls", "Cost", "Share", "Failed"] }, ["share", "errors"])?.measures.map(({ title }) => title)).toEqual(["Failed", "Cost", "Calls"]);
});

it.each([
  ["of fewer than six rows", days(1, 2, 3, 4, 5)],
  ["of two rows of one time", [...days(1, 2, 3, 4, 5, 6), ...days(6)]],
  ["in another order", days(6, 5, 4, 3, 2, 1)],
  ["of names", ["a", "b", "c", "d", "e", "f"].map((name) => row(name, "1"))],
  ["whose amounts are not recorded, nor anything counted", days(1, 2, 3, 4, 5, 6).map(([name]) => [name ?? words(""), words("none"), amount({ value: null }), words("")])],
])("draws no table %s", (_, rows) => {
  expect(timedTable(tableOf(rows), [])).toBeNull();
});

const drawn = (rows: ReportCell[][], at = 2) => {
  const table = timedTable(tableOf(rows), []);
  return table && overTime(table, at);
};

it("keeps the room of days without a row, and says so", () => {
  const chart = drawn(days(2, 3, 4, 5, 6, 9));
  expect(chart?.bars.map(({ label, size }) => [label, size])).toEqual([["2 Nov", 2], ["3 Nov", 3], ["4 Nov", 4], ["5 Nov", 5], ["6 Nov", 6], ["7 Nov", null], ["8 Nov", null], ["9 Nov", 9]]);
  expect(chart?.lead).toBe("Cost: the most is $9.00 (2026-11-09), the least $2.00 (2026-11-02). 2 between them have no row and no bar.");
});

it("names no row where several have the same", () => {
  const rows = days(1, 2, 3, 4, 5, 6).map(([name, ...rest], at) => [name ?? words(""), words(at === 3 ? "9" : "0"), ...rest.slice(1)]);
  expect(drawn(rows, 1)?.lead).toBe("Calls: the most is 9 (2026-11-04), the least 0 (5 times).");
});

it("tells estimates and what is not recorded apart from measurements", () => {
  const rows = [...days(1, 2, 3, 4), row("2026-11-05", "9", { kind: "estimated" }), row("2026-11-06", null)];
  const chart = drawn(rows);
  expect(chart?.bars.slice(-2)).toMatchObject([{ words: "~$9.00", isEstimated: true }, { words: "not recorded", size: null }]);
  expect(chart?.lead).toBe("Cost: the most is ~$9.00 (2026-11-05), the least $1.00 (2026-11-01). 1 is not recorded.");
});

it.each([
  ["months", ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", "2026-05-01"], ["Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "May 2026"]],
  ["weeks", ["2026-09-21", "2026-09-28", "2026-10-05", "2026-10-12", "2026-10-26", "2026-11-02"], ["21 Sept", "28 Sept", "5 Oct", "12 Oct", "19 Oct", "26 Oct", "2 Nov"]],
  ["hours of the day", ["00:00", "01:00", "02:00", "05:00", "06:00", "07:00"], ["00:00", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00", "07:00"]],
  ["hours", ["20", "21", "22", "23"].map((hour) => `2026-11-02T${hour}:00+01:00`).concat("2026-11-03T00:00+01:00", "2026-11-03T01:00+01:00"), ["2 Nov, 20:00", "2 Nov, 21:00", "2 Nov, 22:00", "2 Nov, 23:00", "3 Nov, 00:00", "3 Nov, 01:00"]],
])("has a bar for each step of %s", (_, names, labels) => {
  expect(drawn(names.map((name) => row(name, "1")))?.bars.map(({ label }) => label)).toEqual(labels);
});

it("counts calls in calls, without the row of all", () => {
  const chart = drawn([row("All", "99"), ...days(1, 2, 3, 4, 5, 6)], 1);
  expect(chart).toMatchObject({ title: "Calls", unit: "calls" });
  expect(chart?.bars).toHaveLength(6);
  expect(chart?.bars[0]).toMatchObject({ size: 1234, words: "1,234" });
});
