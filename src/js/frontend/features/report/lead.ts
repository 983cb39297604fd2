/** The part of an answer that is read first. */

import type { Passage } from "@/lib/api/types";

const SENTENCE_END = /[.!?](?=\s+[\p{Lu}{“])/gu;

function firstFigure({ text, figures = {} }: Passage): number {
  const places = Object.keys(figures).map((name) => text.indexOf(`{${name}}`));
  return Math.min(...places.filter((place) => place >= 0));
}

/** Up to the end of the sentence with the first figure, or of the first sentence where there is none; and the rest. */
export function leadAndRest(passage: Passage): readonly [Passage, Passage | null] {
  const from = firstFigure(passage);
  const ends = [...passage.text.matchAll(SENTENCE_END)].map(({ index }) => index + 1);
  const end = Number.isFinite(from) ? ends.find((at) => at > from) : ends[0];
  if (end === undefined) return [passage, null];
  const part = (text: string): Passage => ({ ...passage, text: text.trim() });
  return [part(passage.text.slice(0, end)), part(passage.text.slice(end))];
}
