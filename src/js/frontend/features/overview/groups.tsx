"use client";

import { FilterX } from "lucide-react";

import { Card } from "@/components/card";
import { type Column, Table } from "@/components/table";
import type { Within } from "@/features/evidence/address";
import { FigureDoor } from "@/features/evidence/figure";
import { CallsDoor } from "@/features/filters/calls-door";
import { type By, choiceOf, rowOf } from "@/features/filters/filters";
import { KINDS, nameOf } from "@/features/filters/names";
import { useColours } from "@/features/filters/colours";
import { BreakdownCsv } from "@/features/overview/csv-button";
import { useAddress } from "@/lib/address";
import type { Figure, Group, Overview } from "@/lib/api/types";
import { exactCount, percent, ratioOf, tokens } from "@/lib/format";

interface GroupTableProps {
  by: By;
  rows: readonly Group[];
  overview: Overview;
}

const MOST_ROWS = 50;

/** The cost of a row as a figure: the page's cost figure under one more filter. */
function costOf(group: Group, { cost }: Overview): Figure {
  const missing = "Send the model with each call, or set an assumed price in Settings.";
  return {
    ...cost,
    value: group.cost,
    kind: group.cost_kind,
    interval: null,
    calls: group.calls,
    missing: group.cost === null ? missing : cost.missing,
    evidence: group.cost === null ? null : cost.evidence,
  };
}

function Share({ group, total, colour }: { group: Group; total: string | null; colour: string }) {
  if (group.cost === null || total === null) return <span className="block h-2 w-full rounded-xs hatch" title="not recorded" />;
  const width = `${String(Math.max(0.5, 100 * ratioOf(group.cost, total)))}%`;
  return (
    <span className="flex items-center gap-2">
      <span className="block h-2 flex-1 rounded-xs bg-sunken" aria-hidden>
        <span className="block h-2 rounded-xs" style={{ width, background: colour }} />
      </span>
      <span className="w-11 shrink-0 text-right text-xs text-ink-2">{percent(group.cost, total)}</span>
    </span>
  );
}

interface NameProps {
  by: By;
  value: string;
  colour: string;
}

/** Pressing the name of a group shows only that group. */
function Name({ by, value, colour }: NameProps) {
  const { set } = useAddress();
  const name = nameOf(by, value);
  return (
    <button type="button" onClick={() => set({ ...rowOf(by, value) })} title={`Show only ${name}`} className="flex max-w-36 items-center gap-2 text-left hover:text-accent hover:underline sm:max-w-60">
      <span className="size-2 shrink-0 rounded-xs" style={{ background: colour }} aria-hidden />
      <span className="truncate">{name}</span>
    </button>
  );
}

/** A phone shows what a group cost before it shows its tokens. */
const ON_WIDE = "max-sm:hidden";

const Count = ({ value }: { value: number }) => <span title={exactCount(value)}>{tokens(value)}</span>;

function useColumns({ by, overview }: GroupTableProps): Column<Group>[] {
  const colours = useColours();
  const colour = (key: string) => (by === "model" ? colours(key) : "var(--s7)");
  const within = (key: string): Within => ({ [choiceOf(by)]: key });
  const cost = (row: Group) => <FigureDoor figure={costOf(row, overview)} label={`Cost of ${nameOf(by, row.key)}`} within={within(row.key)} />;
  const share = (row: Group) => <Share group={row} total={overview.cost.value} colour={colour(row.key)} />;
  return [
    { id: "key", title: KINDS[by], cell: ({ key }) => <Name by={by} value={key} colour={colour(key)} /> },
    { id: "calls", title: "Calls", number: true, cell: ({ key, calls }) => <CallsDoor calls={calls} within={rowOf(by, key)} /> },
    { id: "input", title: "Input", number: true, className: ON_WIDE, cell: (row) => <Count value={row.input_total} /> },
    { id: "output", title: "Output", number: true, className: ON_WIDE, cell: (row) => <Count value={row.output_total} /> },
    { id: "cost", title: "Cost", number: true, className: "whitespace-nowrap", cell: cost },
    { id: "share", title: "Share of cost", className: "w-2/5 min-w-28", cell: share },
  ];
}

export function lead(rows: readonly Group[], by: By, total: string | null): string {
  const top = rows.filter(({ cost }) => cost !== null).toSorted((a, b) => Number(b.cost) - Number(a.cost))[0];
  if (!top?.cost || total === null) return "No price is known for these calls.";
  return `${nameOf(by, top.key)} is ${percent(top.cost, total)} of the cost.`;
}

const titleOf = (by: By): string => `By ${KINDS[by].toLowerCase()}`;

/** The dearest groups; the CSV has all. */
export function GroupRows(props: GroupTableProps) {
  const { by, rows } = props;
  const columns = useColumns(props);
  if (rows.length === 0) {
    return (
      <p className="flex items-center gap-2 px-4 pb-4 text-ink-2">
        <FilterX size={14} aria-hidden /> No calls to group.
      </p>
    );
  }
  const dearest = rows.toSorted((a, b) => Number(b.cost ?? -1) - Number(a.cost ?? -1)).slice(0, MOST_ROWS);
  return (
    <>
      <Table label={titleOf(by)} columns={columns} rows={dearest} rowKey={({ key }) => key} saveAs={null} />
      {rows.length > MOST_ROWS && (
        <p className="px-4 py-3 text-sm text-ink-2">
          The {MOST_ROWS} dearest of {exactCount(rows.length)}; the CSV has all.
        </p>
      )}
    </>
  );
}

export function GroupTable(props: GroupTableProps) {
  const { by, rows, overview } = props;
  return (
    <Card title={titleOf(by)} lead={lead(rows, by, overview.cost.value)} actions={<BreakdownCsv by={by} />} flush testId={`by-${by}`}>
      <GroupRows {...props} />
    </Card>
  );
}
