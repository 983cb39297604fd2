import { Estimated } from "@/components/estimated";
import { Part } from "@/features/report/part";
import { noteKey, ruleKey } from "@/features/report/numbers";
import type { Figure, Passage, Report } from "@/lib/api/types";
import { figureText, intervalText } from "@/lib/figure-text";

export interface Note {
  key: string;
  number: number;
  figure: Figure;
  /** What the figures of tables that share this note assume; absent where the note is of one figure. */
  shared?: string[];
}

const MOST_ASSUMPTIONS = 3;

const named = ({ text, figures = {} }: Passage): Figure[] => Object.entries(figures).flatMap(([name, figure]) => (text.includes(`{${name}}`) ? [figure] : []));
const given = (figure: Figure | null | undefined): Figure[] => (figure ? [figure] : []);

/** The figures in the text of a report, in the order in which they are read. */
function figuresOf({ answer, actions, findings, sections, further }: Report): Figure[] {
  return [
    ...named(answer),
    ...further.flatMap(({ answer: next }) => named(next)),
    ...actions.flatMap(({ saving, why }) => [...given(saving), ...named(why)]),
    ...findings.flatMap(({ saving, passage }) => [...given(saving), ...named(passage)]),
    ...[...sections, ...further.flatMap((next) => next.sections)].flatMap(({ passages }) => passages.flatMap(named)),
  ];
}

const cellsOf = ({ sections, further }: Report): Figure[] =>
  [...sections, ...further.flatMap((next) => next.sections)].flatMap(({ table }) => table?.rows.flat().flatMap(({ figure }) => given(figure)) ?? []);

/** One note for each figure of the text, however often it is named, and one for each rule that tables follow. */
export function numberedNotes(report: Report): Note[] {
  const found = new Map<string, Omit<Note, "key" | "number">>();
  for (const figure of figuresOf(report)) if (!found.has(noteKey(figure))) found.set(noteKey(figure), { figure });
  for (const figure of cellsOf(report)) {
    if (found.has(noteKey(figure))) continue;
    const { shared = [] } = found.get(ruleKey(figure)) ?? {};
    found.set(ruleKey(figure), { figure: found.get(ruleKey(figure))?.figure ?? figure, shared: [...new Set([...shared, ...figure.assumptions])] });
  }
  return [...found].map(([key, note], index) => ({ key, ...note, number: index + 1 }));
}

function Assumed({ all }: { all: readonly string[] }) {
  if (all.length === 0) return null;
  const more = all.length - MOST_ASSUMPTIONS;
  return <>Assumed: {all.slice(0, MOST_ASSUMPTIONS).join(" ")} {more > 0 && `And ${more} more of the kind. `}</>;
}

/** What figures of tables have in common; each one's own formula opens where it is clicked. */
function RuleText({ figure, shared }: { figure: Figure; shared: readonly string[] }) {
  return (
    <>
      <span className="font-medium">In tables, {KINDS[figure.kind]}</span>. {figure.rule.text} <Assumed all={shared} />
      <Source figure={figure} />
    </>
  );
}

function Source({ figure }: { figure: Figure }) {
  return (
    <span className="text-ink-3">
      {figure.rule.source}, {figure.rule.date}
      {figure.price_book && `; price book ${figure.price_book}`}.
    </span>
  );
}

const KINDS: Readonly<Record<Figure["kind"], string>> = { exact: "exact", estimated: "estimated", unknown: "not recorded" };

function NoteText({ figure }: { figure: Figure }) {
  const interval = intervalText(figure, "full");
  return (
    <>
      <span className="font-medium">
        <Estimated when={figure.kind === "estimated"}>{figureText(figure, "full")}</Estimated>
        {interval && ` (${interval})`}
      </span>
      {figure.value !== null && `, ${KINDS[figure.kind]}`}. {figure.rule.text} {figure.formula && <>This case: {figure.formula}. </>}
      <Assumed all={figure.assumptions} />
      {figure.missing && <>{figure.missing} </>}
      <Source figure={figure} />
    </>
  );
}

/** What each number is, for paper, where no drawer opens. */
export function Notes({ notes }: { notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <Part title="Notes on the figures">
      <ol className="grid grid-cols-1 list-decimal gap-1.5 pl-6 text-xs leading-4 text-ink-2">
        {notes.map(({ key, number, figure, shared }) => (
          <li key={key} id={`note-${number}`} className="scroll-mt-20 wrap-anywhere target:bg-accent-soft print:break-inside-avoid">
            {shared ? <RuleText figure={figure} shared={shared} /> : <NoteText figure={figure} />}
          </li>
        ))}
      </ol>
    </Part>
  );
}
