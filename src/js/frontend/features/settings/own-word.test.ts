import { expect, it } from "vitest";

import { faultOfWord, tidyWord } from "@/features/settings/own-word";

it.each(["pr", "hotel", "pull request", "point-of-sale", "übung", "a".repeat(40)])("takes %o", (word) => {
  expect(faultOfWord(tidyWord(word))).toBeNull();
});

it.each([
  ["", "Type the word"],
  ["q3", "no digits"],
  ["pr!", "no other signs"],
  ["x", "two letters or more"],
  ["x ray", "two letters or more"],
  ["pull--request", "single space or hyphen"],
  ["one two three four", "Three words at most: these are 4."],
  ["a".repeat(41), "40 letters at most: these are 41."],
])("says what is not right with %o", (word, said) => {
  expect(faultOfWord(word)).toContain(said);
});

it("keeps a word as it is read: small, with single spaces", () => {
  expect(tidyWord("  Pull   Request ")).toBe("pull request");
});
