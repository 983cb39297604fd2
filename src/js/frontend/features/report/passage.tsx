import clsx from "clsx";
import { Fragment } from "react";

import { ReportFigure } from "@/features/report/numbers";
import type { Figure, Passage } from "@/lib/api/types";

export type Piece = { text: string } | { name: string; figure: Figure };

/** Text with the figures that it names; braces that name no figure stay text. */
export function piecesOf({ text, figures = {} }: Passage): Piece[] {
  const known = new Map(Object.entries(figures));
  return text.split(/(\{[^{}]+\})/).flatMap((part): Piece[] => {
    const name = part.slice(1, -1);
    const figure = part.startsWith("{") ? known.get(name) : undefined;
    if (figure) return [{ name, figure }];
    return part === "" ? [] : [{ text: part }];
  });
}

const wordsOf = (name: string): string => name.replaceAll(/[._-]+/g, " ");

/** A sentence whose numbers are doors. Its text may come from anywhere: it is only ever text, and turns no number around. */
export function PassageText({ passage, className }: { passage: Passage; className?: string }) {
  return (
    <p dir="auto" className={clsx("leading-7 wrap-anywhere print:leading-normal", className)}>
      {piecesOf(passage).map((piece, index) => (
        <Fragment key={index}>{"text" in piece ? <span className="[unicode-bidi:isolate]">{piece.text}</span> : <ReportFigure figure={piece.figure} label={wordsOf(piece.name)} className="inline-block min-h-6 px-0.5 leading-6 font-medium print:leading-normal" />}</Fragment>
      ))}
    </p>
  );
}
