import { expect, it } from "vitest";

import { leadAndRest } from "@/features/report/lead";
import { figure } from "@/tests/figures";

const figures = { a: figure(), b: figure() };

it.each([
  ["You named no time. It went from {a} to {b}. Most of it is search.", "You named no time. It went from {a} to {b}.", "Most of it is search."],
  ["The dearest call is of aws.bedrock: {a}. {b} is all.", "The dearest call is of aws.bedrock: {a}.", "{b} is all."],
  ["I answer this. This is something else. Ask again.", "I answer this.", "This is something else. Ask again."],
  ["It cost {a} of {b}.", "It cost {a} of {b}.", null],
  ["", "", null],
])("of %s the first glance reads the sentence with the first figure", (text, lead, rest) => {
  const [first, then] = leadAndRest({ text, figures: text.includes("{") ? figures : {} });
  expect(first.text).toBe(lead);
  expect(then?.text ?? null).toBe(rest);
});
