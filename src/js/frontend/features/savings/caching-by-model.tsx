"use client";

import clsx from "clsx";

import { Card } from "@/components/card";
import { type Column, Table } from "@/components/table";
import { FigureDoor } from "@/features/evidence/figure";
import { CallsDoor } from "@/features/filters/calls-door";
import { kindRowOf } from "@/features/filters/filters";
import { nameOf } from "@/features/filters/names";
import type { Figure, ModelWithoutCaching } from "@/lib/api/types";
import { compare, exactCount, tokens } from "@/lib/format";

const nameOfRow = ({ model, is_counted }: ModelWithoutCaching): string => `${nameOf("model", model)}${is_counted ? "" : ", no known price"}`;

function toneOf({ value }: Figure): string | undefined {
  const sign = value === null ? 0 : compare(value, "0");
  return sign === 0 ? undefined : sign > 0 ? "text-saving" : "text-cost";
}

function amountColumn(id: "today" | "cost" | "saving", title: string): Column<ModelWithoutCaching> {
  const cell = (row: ModelWithoutCaching) => (
    <FigureDoor figure={row[id]} label={`${title}, ${nameOfRow(row)}`} within={kindRowOf("model", row.model)} className={clsx(id === "saving" && toneOf(row[id]))} />
  );
  return { id, title, number: true, className: "whitespace-nowrap", cell, value: (row) => row[id].value };
}

/** Of calls that all do not say it, nothing is known: no zero. */
const isTold = ({ calls, unrecorded_calls }: ModelWithoutCaching): boolean => unrecorded_calls < calls;

function tokensColumn(id: "read_tokens" | "written_tokens", title: string): Column<ModelWithoutCaching> {
  const cell = (row: ModelWithoutCaching) =>
    isTold(row) ? <span title={exactCount(row[id])}>{tokens(row[id])}</span> : <span className="text-unknown">not recorded</span>;
  return { id, title, number: true, className: "whitespace-nowrap", cell, value: (row) => (isTold(row) ? row[id] : null) };
}

/** A model of which some calls have no price has two rows, and no list shows just those of one. */
const isWhole = ({ model }: ModelWithoutCaching, rows: readonly ModelWithoutCaching[]): boolean => rows.filter((row) => row.model === model).length === 1;

function columns(rows: readonly ModelWithoutCaching[]): Column<ModelWithoutCaching>[] {
  const calls = (row: ModelWithoutCaching) => (isWhole(row, rows) ? <CallsDoor calls={row.calls} within={kindRowOf("model", row.model)} /> : exactCount(row.calls));
  return [
    { id: "model", title: "Model", cell: (row) => <span className="block max-w-72 truncate" title={nameOfRow(row)}>{nameOfRow(row)}</span>, value: nameOfRow },
    { id: "calls", title: "Calls", number: true, cell: calls, value: (row) => row.calls },
    tokensColumn("read_tokens", "Read from cache"),
    tokensColumn("written_tokens", "Written"),
    amountColumn("today", "As billed"),
    amountColumn("cost", "Without caching"),
    amountColumn("saving", "Saved"),
  ];
}

function lead(rows: readonly ModelWithoutCaching[]): string {
  const losing = rows.filter(({ saving }) => saving.value !== null && compare(saving.value, "0") < 0).map(nameOfRow);
  if (losing.length === 0) return "Where caching saves most comes first. It costs more than it saves for none of them.";
  return `Where caching saves most comes first. It costs more than it saves for ${losing.slice(0, 3).join(", ")}${losing.length > 3 ? ` and ${String(losing.length - 3)} more` : ""}.`;
}

/** What caching comes to for each model, where there are several. */
export function CachingByModel({ models }: { models: readonly ModelWithoutCaching[] }) {
  if (models.length < 2) return null;
  const title = "Caching as billed, by model";
  return (
    <Card title={title} lead={lead(models)} flush testId="caching-by-model">
      <Table label={title} columns={columns(models)} rows={models} rowKey={(row) => `${row.model} ${String(row.is_counted)}`} saveAs="caching-by-model" />
    </Card>
  );
}
