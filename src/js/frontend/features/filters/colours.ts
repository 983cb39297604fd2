"use client";

import { useMemo } from "react";

import { useChoices } from "@/features/filters/use-filters";

const MOST_SERIES = 7;
export const OTHER = "var(--s-other)";

export type Colours = (model: string) => string;

/** One colour for a model on every chart of its project: by its place among all of them. */
export function coloursOf(models: readonly string[]): Colours {
  const named = models.filter((model) => model !== "").toSorted();
  return (model) => {
    const place = named.indexOf(model);
    return place < 0 || place >= MOST_SERIES ? OTHER : `var(--s${String(place + 1)})`;
  };
}

export function useColours(): Colours {
  const { filters } = useChoices();
  return useMemo(() => coloursOf(filters?.models.map(({ value }) => value) ?? []), [filters]);
}
