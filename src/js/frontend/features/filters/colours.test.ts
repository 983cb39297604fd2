import { expect, it } from "vitest";

import { coloursOf, OTHER_NAME } from "@/features/filters/colours";

const models = (...names: string[]) => names.map((value, index) => ({ value, calls: 100 - index }));

it("gives the palette to the largest and keeps a colour when sizes change", () => {
  const before = coloursOf("p", models("opus", "haiku"));
  expect([before("opus"), before("haiku")]).toEqual(["var(--s1)", "var(--s2)"]);
  const after = coloursOf("p", models("new", "haiku", "opus"));
  expect([after("opus"), after("haiku"), after("new")]).toEqual(["var(--s1)", "var(--s2)", "var(--s3)"]);
});

it("gives every model a colour of its own, and never that of the others", () => {
  const names = Array.from({ length: 20 }, (_, index) => `m${String(index)}`);
  const colours = coloursOf("many", models(...names));
  const given = names.map(colours);
  expect(new Set(given).size).toBe(20);
  expect([...given, colours(""), colours("unheard of")]).not.toContain(colours(OTHER_NAME));
});
