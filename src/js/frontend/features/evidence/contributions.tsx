"use client";

import { Download } from "lucide-react";
import type { MouseEvent } from "react";
import { useState } from "react";

import { Button } from "@/components/button";
import { type Column, Table } from "@/components/table";
import { sayError } from "@/components/say-error";
import type { EvidenceAddress } from "@/features/evidence/address";
import { allContributions } from "@/features/evidence/queries";
import { type RunningRow, withRunningSum } from "@/features/evidence/running";
import { agentName, modelName } from "@/features/filters/names";
import { useProjectId, useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import { useApi } from "@/lib/api/context";
import type { Figure } from "@/lib/api/types";
import { csv } from "@/lib/csv";
import { saveText } from "@/lib/download";
import { amountText } from "@/lib/figure-text";
import { commonPlaces, exactCount, exactMoney, tokens } from "@/lib/format";
import * as time from "@/lib/time";

const CSV_HEAD = ["call_id", "at", "session", "model", "agent", "source_seq", "tokens", "contribution", "running_sum"];

const csvRow = (row: RunningRow) => [
  row.call_id,
  row.at,
  row.session,
  row.model,
  row.agent,
  row.source_seq,
  row.tokens,
  row.contribution,
  row.running,
];

/** Writes a column so that its digits line up: as many places as its longest number needs. */
function writer(unit: Figure["unit"], rows: readonly RunningRow[]): (value: string) => string {
  if (unit !== "usd") return (value) => amountText(value, unit, "full");
  const places = commonPlaces(rows.flatMap(({ contribution, running }) => [contribution ?? "0", running]));
  return (value) => exactMoney(value, places);
}

/** The row opens by pointer; this opens it by keyboard. */
function CallButton({ row, zone }: { row: RunningRow; zone: string }) {
  const { open } = useAddress();
  const press = (event: MouseEvent) => {
    event.stopPropagation();
    open({ call: row.call_id });
  };
  return (
    <button type="button" onClick={press} title={time.exact(row.at, zone)} className="hover:text-accent hover:underline">
      <span className="sr-only">Open the call of </span>
      {time.second(row.at, zone)}
    </button>
  );
}

function columns(amount: (value: string) => string, zone: string): Column<RunningRow>[] {
  return [
    { id: "at", title: "Time", className: "whitespace-nowrap", cell: (row) => <CallButton row={row} zone={zone} /> },
    { id: "session", title: "Session", cell: (row) => <span className="block max-w-32 truncate" title={row.session}>{row.session}</span> },
    { id: "model", title: "Model", cell: (row) => <span className="block max-w-40 truncate" title={`${modelName(row.model)}, ${agentName(row.agent)}`}>{modelName(row.model)}</span> },
    { id: "tokens", title: "Tokens", number: true, cell: (row) => <span title={exactCount(row.tokens)}>{tokens(row.tokens)}</span> },
    { id: "contribution", title: "Contribution", number: true, className: "whitespace-nowrap", cell: (row) => (row.contribution === null ? <span className="text-unknown">price not known</span> : amount(row.contribution)) },
    { id: "running", title: "Running sum", number: true, className: "whitespace-nowrap text-ink-2", cell: (row) => amount(row.running) },
  ];
}

/** Saves every contribution, also those not shown yet. */
export function CsvButton({ at }: { at: EvidenceAddress }) {
  const api = useApi();
  const id = useProjectId();
  const [rows, setRows] = useState<number | null>(null);
  const save = async () => {
    setRows(0);
    try {
      const all = withRunningSum(await allContributions(api, id, at, setRows));
      saveText(`netra-${at.figure.replaceAll(/[^\w.-]+/g, "-")}.csv`, csv(CSV_HEAD, all.map(csvRow)));
    } catch (error) {
      sayError("The CSV could not be made", error);
    } finally {
      setRows(null);
    }
  };
  return (
    <Button onClick={() => void save()} disabled={rows !== null} size="small">
      <Download size={14} aria-hidden />
      {rows === null ? "CSV" : `${exactCount(rows)} rows…`}
    </Button>
  );
}

export function Contributions({ rows, unit }: { rows: readonly RunningRow[]; unit: Figure["unit"] }) {
  const zone = useZone();
  const { open } = useAddress();
  return (
    <Table
      label="Calls behind this figure"
      columns={columns(writer(unit, rows), zone)}
      rows={rows}
      rowKey={(row) => row.call_id}
      rowTestId="evidence-row"
      saveAs={null}
      onOpen={(row) => open({ call: row.call_id })}
    />
  );
}
