/** The choices of a project and what each means for the person choosing. */

import type { PriceBookId, TextPolicy } from "@/lib/api/types";

interface Choice<Value> {
  value: Value;
  title: string;
  hint: string;
}

export const TEXT_POLICIES: readonly Choice<TextPolicy>[] = [
  { value: "keep", title: "Kept", hint: "Stored as sent and shown in Explore." },
  { value: "mask", title: "Kept masked", hint: "Addresses, numbers and keys are replaced before storing." },
  { value: "drop", title: "Not kept", hint: "Only keyed fingerprints are stored; caching can still be analysed." },
];

export const PRICE_BOOKS: readonly Choice<PriceBookId>[] = [
  { value: "genai-prices", title: "genai-prices", hint: "Dated public list prices per provider and model." },
  { value: "definitions-flat", title: "definitions-flat", hint: "The flat prices that the public sample data is defined with." },
];
