import clsx from "clsx";
import { useMemo } from "react";

import { NameText } from "@/features/report/name-text";
import { timedTable } from "@/features/report/over-time";
import { OverTimeFigure } from "@/features/report/over-time-figure";
import { ReportFigure } from "@/features/report/numbers";
import { FoldedPart, Part } from "@/features/report/part";
import { PassageText } from "@/features/report/passage";
import { useAddress } from "@/lib/address";
import type { Figure, Passage, ReportCell, ReportSection, ReportTable } from "@/lib/api/types";

const isNumber = (cell: ReportCell | undefined): boolean => Boolean(cell?.figure) || /^[\d.,$%\s+−-]+$/.test(cell?.text ?? "x");

/** Whether a column holds numbers in every row, and so is read from the right. */
const numbersOf = ({ columns, rows }: ReportTable): boolean[] => columns.map((_, at) => at > 0 && rows.length > 0 && rows.every((row) => isNumber(row[at])));

/** A shorter name stays in one line; longer words get room, or they would be a column of syllables. */
const LONG = 20;
/** Without a place to break, so that it would make its column as wide as itself. */
const UNBREAKABLE = /\S{33}/;

function CellWords({ cell: { text, figure } }: { cell: ReportCell }) {
  if (figure) return <span dir="auto">{text} </span>;
  const isName = !/\s/.test(text);
  const look = clsx(text.length >= LONG ? "min-w-36 print:min-w-0" : isName && "whitespace-nowrap", UNBREAKABLE.test(text) && "max-w-40 sm:max-w-64");
  return (
    <span dir="auto" className={clsx("block wrap-break-word", look)}>
      <NameText text={text} />
    </span>
  );
}

function CallDoor({ text, call }: { text: string; call: string }) {
  const { open } = useAddress();
  return (
    <button type="button" title="Show this call" onClick={() => open({ call })} className="rounded-sm text-left whitespace-nowrap hover:text-accent hover:underline">
      {text}
    </button>
  );
}

/** A share of the cost, the calls or the tokens: of these there is a bar, so that a table is seen at a glance.
 * The largest of the column is the full width: of shares of all most would be slivers. */
const isShare = ({ id, value }: Figure): boolean => id.endsWith(".share") && value !== null;

const largestShare = ({ columns, rows }: ReportTable): number[] =>
  columns.map((_, at) => Math.max(0, ...rows.map((row) => (row[at]?.figure && isShare(row[at].figure) ? Number(row[at].figure.value) : 0))));

/** `of` is the largest of its column. */
function ShareBar({ share, of }: { share: number; of: number }) {
  return (
    <span aria-hidden className="mt-0.5 ml-auto block h-1 w-full max-w-24 rounded-full bg-line print:border print:border-line">
      <span className="block h-full rounded-full bg-accent [print-color-adjust:exact]" style={{ width: `${of > 0 ? (Math.max(share, 0) / of) * 100 : 0}%` }} />
    </span>
  );
}

function CellText({ cell, label, largest }: { cell: ReportCell; label: string; largest: number }) {
  return (
    <>
      {cell.text !== "" && (cell.call ? <CallDoor text={cell.text} call={cell.call} /> : <CellWords cell={cell} />)}
      {cell.figure && <ReportFigure figure={cell.figure} label={label} />}
      {cell.figure && isShare(cell.figure) && <ShareBar share={Number(cell.figure.value)} of={largest} />}
    </>
  );
}

/** Numbers of notes have the same room in every row, or the figures before them would not stand in line. */
const NOTE = "[&_sup]:inline-block [&_sup]:min-w-[2ch] [&_sup]:text-left";

/** What a row is of: its words before its first number, such as a feature and a provider. */
function namesOf(row: readonly ReportCell[], numbers: readonly boolean[]): string[] {
  const end = row.findIndex((cell, at) => at > 0 && (numbers[at] || cell.figure));
  return row.slice(0, end < 0 ? 1 : end).map(({ text }) => text);
}

function Rows({ heading, table }: { heading: string; table: ReportTable }) {
  const numbers = numbersOf(table);
  const largest = largestShare(table);
  const align = (at: number) => clsx("px-2 py-1.5 align-top first:pl-4 last:pr-4 print:px-1.5 print:first:pl-0 print:last:pr-0", numbers[at] && "text-right whitespace-nowrap");
  return (
    // Scrollable by keyboard, so it has to take the focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-hint relative overflow-x-auto" tabIndex={0} role="region" aria-label={`${heading}: table`}>
      <table className="w-full border-collapse text-sm print:text-xs">
        <caption className="sr-only">{heading}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-ink-2">
            {table.columns.map((title, at) =>
              title === "" ? <td key={at} /> : <th key={at} scope="col" dir="auto" className={align(at)}>{title}</th>,
            )}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index} className="border-b border-line last:border-0 print:break-inside-avoid">
              {row.map((cell, at) => (
                <td key={at} className={clsx(align(at), NOTE)}>
                  <CellText cell={cell} label={[...namesOf(row, numbers), table.columns[at]].filter(Boolean).join(", ")} largest={largest[at] ?? 0} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table without rows says no more than the answer did. */
const hasAnything = ({ passages, table }: ReportSection): boolean => passages.length > 0 || (table?.rows.length ?? 0) > 0;

/** The chart of a table by time, above it. */
function Drawn({ table, answer }: { table: ReportTable; answer?: Passage | undefined }) {
  const timed = useMemo(() => timedTable(table, Object.values(answer?.figures ?? {}).map(({ id }) => id)), [table, answer]);
  return timed && <OverTimeFigure table={timed} />;
}

function Told({ section: { heading, passages, table }, answer }: { section: ReportSection; answer?: Passage | undefined }) {
  return (
    <>
      {passages.length > 0 && (
        <div className="grid grid-cols-1 gap-1 px-4 pb-2 text-ink-2 print:px-0">
          {passages.map((passage, at) => (
            <PassageText key={at} passage={passage} />
          ))}
        </div>
      )}
      {table && table.rows.length > 0 && (
        <>
          <Drawn table={table} answer={answer} />
          <Rows heading={heading} table={table} />
        </>
      )}
    </>
  );
}

interface SectionsProps {
  sections: readonly ReportSection[];
  /** Tells which of a table's columns was asked for. */
  answer?: Passage;
  /** Whether what stands in the background is open too, as on paper. */
  startOpen?: boolean;
}

export function Sections({ sections, answer, startOpen = false }: SectionsProps) {
  return sections.filter(hasAnything).map((section, index) =>
    section.is_background ? (
      <FoldedPart key={index} title={section.heading} startOpen={startOpen}>
        <Told section={section} answer={answer} />
      </FoldedPart>
    ) : (
      <Part key={index} title={section.heading} flush>
        <Told section={section} answer={answer} />
      </Part>
    ),
  );
}
