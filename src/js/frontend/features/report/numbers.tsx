"use client";

import { createContext, useContext } from "react";

import { withinOf } from "@/features/evidence/address";
import { FigureDoor } from "@/features/evidence/figure";
import type { Figure } from "@/lib/api/types";
import type { Size } from "@/lib/figure-text";

/** The number of each note, by `noteKey` or `ruleKey`; empty where there are no notes. */
const NotesContext = createContext<ReadonlyMap<string, number>>(new Map());
export const NotesProvider = NotesContext.Provider;

/** Figures of one key have one note. */
export const noteKey = ({ id, evidence, value }: Figure): string => [id, evidence, value].join(" ");

/** The figures of tables share the note of their rule, or a report would have more notes than text. */
export const ruleKey = ({ rule, kind, price_book }: Figure): string => ["rule", rule.id, kind, price_book].join(" ");

interface NumberProps {
  figure: Figure;
  label: string;
  size?: Size;
  className?: string;
}

/** A figure of a report: its own link says of which calls it is, whatever the page is about. */
export function ReportFigure({ figure, label, size, className }: NumberProps) {
  const notes = useContext(NotesContext);
  const note = notes.get(noteKey(figure)) ?? notes.get(ruleKey(figure));
  return (
    <>
      <FigureDoor figure={figure} label={label} size={size} within={withinOf(figure)} className={className} />
      {note !== undefined && (
        <sup className="ml-px text-[0.7em] font-normal text-ink-2">
          <span className="sr-only">note </span>
          {note}
        </sup>
      )}
    </>
  );
}
