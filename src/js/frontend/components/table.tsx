import clsx from "clsx";
import type { ReactNode } from "react";

import { SaveCsv } from "@/components/save-csv";
import type { Cell } from "@/lib/csv";

export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** The same for a file, in full; a column without it, such as one of buttons, is left out there. */
  value?: (row: Row) => Cell;
  number?: boolean;
  className?: string;
}

interface TableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  onOpen?: (row: Row) => void;
  rowTestId?: string;
  /** The name of the file that its rows are saved as; null where the card around it saves them, or more. */
  saveAs: string | null;
}

function alignment<Row>(column: Column<Row>): string {
  return clsx("px-3 first:pl-4 last:pr-4", column.number && "text-right", column.className);
}

function HeadRow<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <tr className="border-b border-line">
      {columns.map((column) => (
        <th key={column.id} scope="col" className={clsx("h-8 text-xs whitespace-nowrap text-ink-2", alignment(column))}>
          {column.title}
        </th>
      ))}
    </tr>
  );
}

interface TableCsvProps<Row> extends Pick<TableProps<Row>, "columns" | "rows"> {
  name: string;
  what: string;
}

/** Saves the columns of a table. */
export function TableCsv<Row>({ columns, rows, name, what }: TableCsvProps<Row>) {
  const saved = columns.flatMap(({ title, value }) => (value ? [{ title, value }] : []));
  const cells = () => rows.map((row) => saved.map(({ value }) => value(row)));
  return <SaveCsv name={name} what={what} head={saved.map(({ title }) => title)} rows={cells} />;
}

function Grid<Row>({ label, columns, rows, rowKey, onOpen, rowTestId }: Omit<TableProps<Row>, "saveAs">) {
  const open = (row: Row) => (onOpen ? () => onOpen(row) : undefined);
  return (
    // Scrollable by keyboard, so it has to take the focus.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-hint relative overflow-x-auto" tabIndex={0} role="region" aria-label={`${label}: table`}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <HeadRow columns={columns} />
        </thead>
        <tbody>
          {rows.map((row) => (
            // The row is a wider target for the pointer; the keyboard has the button inside it.
            <tr
              key={rowKey(row)}
              data-testid={rowTestId}
              onClick={open(row)}
              className={clsx("border-b border-line last:border-0", onOpen && "cursor-pointer hover:bg-sunken")}
            >
              {columns.map((column) => (
                <td key={column.id} className={clsx("h-9 py-1", alignment(column))}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Table<Row>({ saveAs, ...grid }: TableProps<Row>) {
  return (
    <div>
      <Grid {...grid} />
      {saveAs !== null && (
        <div className="flex justify-end border-t border-line px-2 py-1">
          <TableCsv columns={grid.columns} rows={grid.rows} name={saveAs} what={grid.label} />
        </div>
      )}
    </div>
  );
}
