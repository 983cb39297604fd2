"use client";

import { useMemo } from "react";

import { useChoices } from "@/features/filters/use-filters";
import { useProjectId } from "@/features/projects/queries";

/** As many series as a chart keeps apart, and as many colours as the palette has. */
export const MOST_SERIES = 7;
/** The series of all models that a chart does not show by name. */
export const OTHER_NAME = "\u0000other";
const OTHER = "var(--s-other)";
const NOT_RECORDED = "var(--unknown)";
/** Hues this far apart stay apart longest, however many follow. */
const GOLDEN_ANGLE = 137.508;

export type Colours = (model: string) => string;

/** The models of each project in the order they were first seen: a colour once given stays, whoever grows larger. */
const SEEN = new Map<string, string[]>();

function placeOf(project: string, model: string): number {
  const order = SEEN.get(project) ?? [];
  SEEN.set(project, order);
  const place = order.indexOf(model);
  return place < 0 ? order.push(model) - 1 : place;
}

function colourAt(place: number): string {
  return place < MOST_SERIES ? `var(--s${String(place + 1)})` : `oklch(0.62 0.12 ${((place * GOLDEN_ANGLE) % 360).toFixed(1)})`;
}

/** One colour for a model on every chart of its project; the largest of `models` come first to the palette. */
export function coloursOf(project: string, models: readonly { value: string; calls: number }[]): Colours {
  for (const { value } of models.toSorted((a, b) => b.calls - a.calls)) if (value !== "") placeOf(project, value);
  return (model) => {
    if (model === OTHER_NAME) return OTHER;
    return model === "" ? NOT_RECORDED : colourAt(placeOf(project, model));
  };
}

export function useColours(): Colours {
  const { filters } = useChoices();
  const id = useProjectId();
  // Before all models are known no colour is given, or the first filter would decide them.
  return useMemo(() => (filters ? coloursOf(id, filters.models) : () => OTHER), [id, filters]);
}
