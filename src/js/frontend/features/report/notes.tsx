import { Part } from "@/features/report/part";
import { noteKey } from "@/features/report/numbers";
import type { Figure, Passage, Report } from "@/lib/api/types";
import { figureText, intervalText } from "@/lib/figure-text";

export interface Note {
  key: string;
  number: number;
  figure: Figure;
}

const named = ({ text, figures = {} }: Passage): Figure[] => Object.entries(figures).flatMap(([name, figure]) => (text.includes(`{${name}}`) ? [figure] : []));
const given = (figure: Figure | null | undefined): Figure[] => (figure ? [figure] : []);

/** The figures of a report in the order in which they are read. */
function figuresOf({ answer, actions, findings, sections }: Report): Figure[] {
  return [
    ...named(answer),
    ...actions.flatMap(({ saving, why }) => [...given(saving), ...named(why)]),
    ...findings.flatMap(({ saving, passage }) => [...given(saving), ...named(passage)]),
    ...sections.flatMap(({ passages, table }) => [...passages.flatMap(named), ...(table?.rows.flat().flatMap(({ figure }) => given(figure)) ?? [])]),
  ];
}

/** One note for each figure, however often it is named. */
export function numberedNotes(report: Report): Note[] {
  const found = new Map<string, Figure>();
  for (const figure of figuresOf(report)) if (!found.has(noteKey(figure))) found.set(noteKey(figure), figure);
  return [...found].map(([key, figure], index) => ({ key, figure, number: index + 1 }));
}

const KINDS: Readonly<Record<Figure["kind"], string>> = { exact: "exact", estimated: "estimated", unknown: "not recorded" };

function NoteText({ figure }: { figure: Figure }) {
  const interval = intervalText(figure, "full");
  return (
    <>
      <span className="font-medium">
        {figureText(figure, "full")}
        {interval && ` (${interval})`}
      </span>
      {figure.value !== null && `, ${KINDS[figure.kind]}`}. {figure.rule.text} {figure.formula && <>This case: {figure.formula}. </>}
      {figure.assumptions.length > 0 && <>Assumed: {figure.assumptions.join(" ")} </>}
      {figure.missing && <>{figure.missing} </>}
      <span className="text-ink-3">
        {figure.rule.source}, {figure.rule.date}
        {figure.price_book && `; price book ${figure.price_book}`}.
      </span>
    </>
  );
}

/** What each number is, for paper, where no drawer opens. */
export function Notes({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <Part title="Notes on the figures">
      <ol className="grid grid-cols-1 list-decimal gap-1.5 pl-6 text-xs leading-4 text-ink-2">
        {notes.map(({ key, number, figure }) => (
          <li key={key} id={`note-${number}`} className="scroll-mt-20 wrap-anywhere target:bg-accent-soft print:break-inside-avoid">
            <NoteText figure={figure} />
          </li>
        ))}
      </ol>
    </Part>
  );
}
