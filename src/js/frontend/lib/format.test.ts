import { expect, it } from "vitest";

import * as format from "@/lib/format";

const plain = (text: string) => text.replaceAll("\u202f", " ").replaceAll("\u2212", "-");

it.each([
  ["12543.582143", "$12,543.58"],
  ["0", "$0.00"],
  ["0.004211", "$0.0042"],
  ["0.00000031", "$0.00000031"],
  ["-17.005", "-$17.01"],
  ["999.999", "$1,000.00"],
])("shows %s in a table as %s", (value, shown) => expect(plain(format.money(value))).toBe(shown));

it.each([
  ["12543.582143", "$12.5k"],
  ["2400", "$2.4k"],
  ["300", "$300.00"],
  ["1234567", "$1.2M"],
  ["999960", "$1.0M"],
  ["-2400", "-$2.4k"],
])("shows %s on a card as %s", (value, shown) => expect(plain(format.moneyShort(value))).toBe(shown));

it.each([
  ["1.4444", "1.4", "1.4"],
  ["3", "3", "3"],
  ["223.333333333", "223", "223"],
  ["14130", "14,130", "14.1 k"],
])("shows an average count of %s as %s, of tokens as %s", (value, count, tokens) => {
  expect(plain(format.count(value))).toBe(count);
  expect(plain(format.tokens(value))).toBe(tokens);
});

it("keeps every digit that a float would lose", () => {
  expect(format.exactMoney("9007199254740993.123456789012")).toBe("$9,007,199,254,740,993.123456789012");
  expect(format.sumOf(["0.1", "0.2"])).toBe("0.3");
  expect(format.sumOf(["9007199254740993", "0.000000000001"])).toBe("9007199254740993.000000000001");
});

it("pads a column to its longest number", () => {
  const places = format.commonPlaces(["0.5", "1.23456"]);
  expect(format.exactMoney("0.5", places)).toBe("$0.50000");
  expect(format.exactMoney("1.23456", places)).toBe("$1.23456");
});

it("leaves empty cents off an axis", () => {
  expect(format.moneyTick("800")).toBe("$800");
  expect(format.moneyTick("2000")).toBe("$2k");
  expect(format.moneyTick("0.5")).toBe("$0.50");
});

it.each([
  ["2826412345", "2.83 B"],
  ["999", "999"],
  ["24420", "24.4 k"],
  ["999999", "1.00 M"],
  ["0", "0"],
])("shows %s tokens as %s", (value, shown) => expect(plain(format.tokens(value))).toBe(shown));

it("shows whole counts with groups", () => expect(format.exactCount("2826412345")).toBe("2,826,412,345"));

it.each([
  [840, "840 ms"],
  [1400, "1.4 s"],
  [125_000, "2 min 5 s"],
])("shows %d ms as %s", (ms, shown) => expect(plain(format.duration(ms))).toBe(shown));

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_500_000, "1.5 MB"],
])("shows %d bytes as %s", (size, shown) => expect(plain(format.bytes(size))).toBe(shown));

it("never shows a percentage without its base", () => {
  expect(plain(format.delta("2610.52", "12543.58"))).toBe("↓ -79 % of $12.5k");
  expect(plain(format.delta("622.23", "496.21"))).toBe("↑ +25 % of $496.21");
  expect(format.delta("5", "5")).toBe("no change from $5.00");
});

it("does not round a share away", () => {
  expect(plain(format.percent("1", "100000"))).toBe("< 0.1 %");
  expect(plain(format.percent("8", "100"))).toBe("8 %");
  expect(plain(format.percent("1", "0"))).toBe("–");
});

it.each([
  ["99.6", "99.6 %"],
  ["99.97", "> 99.9 %"],
  ["100", "100 %"],
  ["99.4", "99 %"],
  ["9.97", "10 %"],
  ["100.4", "100 %"],
  ["-0.00001", "-< 0.1 %"],
  ["-2.5", "-2.5 %"],
])("takes %s of a hundred neither for nothing nor for all", (part, shown) => expect(plain(format.percent(part, "100"))).toBe(shown));

it("counts with the noun that fits", () => {
  expect(format.counted(1, "call")).toBe("1 call");
  expect(format.counted(2400, "call")).toBe("2,400 calls");
});
