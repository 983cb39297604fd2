"use client";

import clsx from "clsx";

import { Card } from "@/components/card";
import { Segmented } from "@/components/segmented";
import { type Column, Table } from "@/components/table";
import { withinOf } from "@/features/evidence/address";
import { FigureDoor } from "@/features/evidence/figure";
import { CallsDoor } from "@/features/filters/calls-door";
import type { Choice } from "@/features/filters/filters";
import { KINDS, nameOf } from "@/features/filters/names";
import { CACHING_BY, type CachingBy, useCachingBy } from "@/features/savings/use-caching-by";
import type { CachingNow, CachingPart, Figure } from "@/lib/api/types";
import { compare, exactCount, subtract } from "@/lib/format";

/** The choice of calls that shows one row; stretches of time have none. */
const CHOICES: Readonly<Record<Exclude<CachingBy, "week" | "day">, Choice>> = { model: "model", feature: "feature", user: "user", agent: "agent_name", provider: "provider" };
const choiceOf = (by: CachingBy): Choice | null => (by === "week" || by === "day" ? null : CHOICES[by]);

const TITLES = { week: "Week", day: "Day" } as const;
const titleOf = (by: CachingBy): string => (by === "week" || by === "day" ? TITLES[by] : KINDS[CHOICES[by]]);
const OPTIONS = CACHING_BY.map((value) => ({ value, title: titleOf(value) }));

const nameOfRow = (by: CachingBy, { key, counted_calls }: CachingPart): string => {
  const choice = choiceOf(by);
  return `${choice === null ? key : nameOf(choice, key)}${counted_calls > 0 ? "" : ", no known price"}`;
};

const opposite = (figure: Figure): Figure => ({ ...figure, value: figure.value === null ? null : subtract("0", figure.value) });

function toneOf({ value }: Figure): string | undefined {
  const sign = value === null ? 0 : compare(value, "0");
  return sign === 0 ? undefined : sign > 0 ? "text-saving" : "text-cost";
}

type Measure = "read_share" | "tokens_read" | "tokens_written" | "write_cost" | "reads" | "writes" | "saving";

function column(by: CachingBy, id: Measure, title: string): Column<CachingPart> {
  const shown = (row: CachingPart): Figure => (id === "writes" ? opposite(row[id]) : row[id]);
  const cell = (row: CachingPart) => {
    const figure = shown(row);
    return <FigureDoor figure={figure} label={`${title}, ${nameOfRow(by, row)}`} within={withinOf(figure)} className={clsx(id === "saving" && toneOf(figure))} />;
  };
  return { id, title, number: true, className: "whitespace-nowrap", cell, value: (row) => shown(row).value };
}

function columns(by: CachingBy): Column<CachingPart>[] {
  const name = (row: CachingPart) => nameOfRow(by, row);
  const choice = choiceOf(by);
  const calls = ({ key, calls }: CachingPart) => (choice === null ? exactCount(calls) : <CallsDoor calls={calls} within={{ [choice]: [key] }} />);
  return [
    { id: "key", title: titleOf(by), cell: (row) => <span className="block max-w-72 truncate" title={name(row)}>{name(row)}</span>, value: choice === null ? ({ key }) => key : name },
    { id: "calls", title: "Calls", number: true, cell: calls, value: (row) => row.calls },
    column(by, "read_share", "Share read"),
    column(by, "tokens_read", "Read from cache"),
    column(by, "tokens_written", "Written"),
    column(by, "write_cost", "Writes cost"),
    column(by, "reads", "Saved by reads"),
    column(by, "writes", "Added by writes"),
    column(by, "saving", "Net saving"),
  ];
}

/** Without any caching: a row of nothing but noughts. */
const isIdle = ({ tokens_read, tokens_written, write_cost, reads, writes, saving }: CachingPart): boolean =>
  [tokens_read, tokens_written, write_cost, reads, writes, saving].every(({ value }) => value !== null && compare(value, "0") === 0);

function IdleNote({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2" data-testid="idle">
      {exactCount(count)} more read nothing from a cache and wrote nothing to one, so caching neither saved nor cost anything there.
    </p>
  );
}

function lead(by: CachingBy, { parts, parts_left_out }: CachingNow): string {
  const losing = parts.filter(({ saving }) => saving.value !== null && compare(saving.value, "0") < 0).map((row) => nameOfRow(by, row));
  const order = choiceOf(by) === null ? "" : "Where caching saves most comes first. ";
  const rest = parts_left_out > 0 ? ` ${exactCount(parts_left_out)} more are not listed.` : "";
  if (losing.length === 0) return `${order}It costs more than it saves for none of them.${rest}`;
  return `${order}It costs more than it saves for ${losing.slice(0, 3).join(", ")}${losing.length > 3 ? ` and ${String(losing.length - 3)} more` : ""}.${rest}`;
}

/** What caching comes to for each model, feature, user, agent or provider, and from week to week. */
export function CachingByPart({ now }: { now: CachingNow }) {
  const { by: chosen, choose } = useCachingBy();
  // What is shown stays until what was chosen has come.
  const by = CACHING_BY.find((one) => one === now.by) ?? chosen;
  const title = `Caching as billed, by ${by}`;
  const rows = now.parts.filter((row) => !isIdle(row));
  return (
    <Card title={title} lead={lead(by, now)} actions={<Segmented label="Caching by" value={chosen} options={OPTIONS} onChange={choose} />} flush testId="caching-by-part">
      <Table label={title} columns={columns(by)} rows={rows} rowKey={({ key }) => key} saveAs={`caching-by-${by}`} />
      <IdleNote count={now.parts.length - rows.length} />
    </Card>
  );
}
