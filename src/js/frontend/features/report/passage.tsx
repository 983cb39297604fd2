import clsx from "clsx";

import { figureName } from "@/features/report/figure-names";
import { NameText } from "@/features/report/name-text";
import { ReportFigure } from "@/features/report/numbers";
import type { Figure, Passage } from "@/lib/api/types";

export type Piece = { text: string } | { name: string; figure: Figure; before: string; after: string };

/** No mark is in both, or one between two figures would be shown twice. */
const OPENING = /[([{“‘]+$/;
const CLOSING = /^[)\]}”’.,:;!?…]+/;

/** Text with the figures that it names; braces that name no figure stay text. */
export function piecesOf({ text, figures = {} }: Passage): Piece[] {
  const known = new Map(Object.entries(figures));
  const pieces: Piece[] = [];
  for (const part of text.split(/(\{[^{}]+\})/)) {
    const name = part.slice(1, -1);
    const figure = part.startsWith("{") ? known.get(name) : undefined;
    pieces.push(figure ? { name, figure, before: "", after: "" } : { text: part });
  }
  return glued(pieces).filter((piece) => !("text" in piece) || piece.text !== "");
}

/** Gives each figure the bracket before it and the marks behind it, so that no line begins or ends between them. */
function glued(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, at) => {
    const [before, after] = [pieces[at - 1], pieces[at + 1]];
    if ("figure" in piece) return { ...piece, before: marks(before, OPENING), after: marks(after, CLOSING) };
    const begun = before && "figure" in before ? piece.text.replace(CLOSING, "") : piece.text;
    return { text: after && "figure" in after ? begun.replace(OPENING, "") : begun };
  });
}

const marks = (beside: Piece | undefined, which: RegExp): string => (beside && "text" in beside ? (which.exec(beside.text)?.[0] ?? "") : "");

interface PassageProps {
  passage: Passage;
  className?: string;
  /** Of its figures. */
  figureClass?: string;
}

/** Its target is a little larger than its number, and takes no more room than that. */
const FIGURE = "-mx-0.5 inline-block min-h-[24px] px-0.5 leading-[24px] print:min-h-0 print:leading-normal";

/** A sentence whose numbers are doors. Its text may come from anywhere: it is only ever text, and turns no number around. */
export function PassageText({ passage, className, figureClass = "font-medium" }: PassageProps) {
  return (
    <p dir="auto" className={clsx("leading-7 wrap-anywhere print:leading-normal", className)}>
      {piecesOf(passage).map((piece, index) =>
        "text" in piece ? (
          <span key={index} className="[unicode-bidi:isolate]">
            <NameText text={piece.text} />
          </span>
        ) : (
          <span key={index} className="whitespace-nowrap">
            {piece.before}
            <ReportFigure figure={piece.figure} label={figureName(piece.figure, piece.name)} className={clsx(FIGURE, figureClass)} />
            {piece.after}
          </span>
        ),
      )}
    </p>
  );
}
