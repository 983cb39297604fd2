"use client";

import clsx from "clsx";
import { Check, TrendingUp } from "lucide-react";

import { Card } from "@/components/card";
import { type Column, Table } from "@/components/table";
import { FigureDoor } from "@/features/evidence/figure";
import { CallsDoor } from "@/features/filters/calls-door";
import { type By, kindRowOf } from "@/features/filters/filters";
import { nameOf } from "@/features/filters/names";
import { widest } from "@/features/savings/scale";
import type { Billed, Figure, Policy, PolicyGroup } from "@/lib/api/types";
import { compare, exactCount, percent, ratioOf, subtract } from "@/lib/format";

interface GroupsProps {
  by: By;
  groups: readonly PolicyGroup[];
  billed: Billed;
  policies: readonly Policy[];
  /** Whether some calls of the page were left out: Explore would then list more than a row counts. */
  isPartial: boolean;
}

/** The cost of one policy for one group, or what was billed, with a bar on the scale of its row. */
function Cell({ group, figure, label, isBase, isBest }: { group: PolicyGroup; figure: Figure | undefined; label: string; isBase: boolean; isBest: boolean }) {
  if (!figure) return <span className="text-unknown">not recorded</span>;
  const base = group.billed.value;
  const scale = widest([group.billed, ...Object.values(group.costs)].map(({ value }) => value));
  const sign = figure.value === null || base === null ? 0 : compare(figure.value, base);
  return (
    <span className="grid justify-items-end gap-0.5">
      <FigureDoor figure={figure} label={label} className={clsx(isBest && "font-semibold")} />
      {!isBase && figure.value !== null && base !== null && <Change cost={figure.value} base={base} sign={sign} />}
      <span className="block h-1.5 w-24 rounded-xs bg-sunken" aria-hidden>
        {figure.value !== null && (
          <span className={clsx("block h-1.5 max-w-full rounded-xs", isBase || sign === 0 ? "bg-base-fill" : sign > 0 ? "hatch-cost" : "bg-saving-fill")} style={{ width: `${String(100 * ratioOf(figure.value, scale))}%` }} />
        )}
      </span>
    </span>
  );
}

function Change({ cost, base, sign }: { cost: string; base: string; sign: number }) {
  if (sign === 0) return <span className="text-xs text-ink-2">no change</span>;
  const Icon = sign > 0 ? TrendingUp : Check;
  return (
    <span className={clsx("flex items-center gap-1 text-xs", sign > 0 ? "text-cost" : "text-saving")}>
      <Icon size={12} aria-hidden />
      {sign > 0 ? "adds" : "saves"} {percent(sign > 0 ? subtract(cost, base) : subtract(base, cost), base)}
    </span>
  );
}

function billedColumn(by: By): Column<PolicyGroup> {
  const cell = (group: PolicyGroup) => <Cell group={group} figure={group.billed} label={`As billed, ${nameOf(by, group.key)}`} isBase isBest={group.best === null} />;
  return { id: "billed", title: "As billed", number: true, className: "py-2", cell, value: ({ billed }) => billed.value };
}

function policyColumn(by: By, policy: Policy): Column<PolicyGroup> {
  const isBase = policy.verdict === "baseline";
  const cell = (group: PolicyGroup) => (
    <Cell group={group} figure={group.costs[policy.id]} label={`${policy.title}, ${nameOf(by, group.key)}`} isBase={isBase} isBest={group.best === policy.id} />
  );
  return { id: policy.id, title: policy.title, number: true, className: "py-2", cell, value: (group) => group.costs[policy.id]?.value ?? null };
}

function columns({ by, billed, policies, isPartial }: GroupsProps): Column<PolicyGroup>[] {
  const count = ({ key, calls }: PolicyGroup) => (isPartial ? exactCount(calls) : <CallsDoor calls={calls} within={kindRowOf(by, key)} />);
  return [
    { id: "key", title: by === "model" ? "Model" : "Agent", cell: ({ key }) => <span className="block max-w-56 truncate" title={key}>{nameOf(by, key)}</span>, value: ({ key }) => key },
    { id: "calls", title: "Calls", number: true, cell: count, value: ({ calls }) => calls },
    ...(billed.is_told ? [billedColumn(by)] : []),
    ...policies.map((policy) => policyColumn(by, policy)),
  ];
}

function lead({ by, groups, billed, policies }: GroupsProps): string {
  const rises = groups.flatMap((group) =>
    policies
      .filter(({ id }) => id !== "none" && compare(group.costs[id]?.value ?? "0", group.billed.value ?? "0") > 0)
      .map(({ title }) => `${title.toLowerCase()} for ${nameOf(by, group.key)}`),
  );
  const base = billed.is_told ? "what was billed for the row" : "the row's cost without caching";
  if (groups.every(({ best }) => best === null)) return `What was billed is cheaper for each of them than every way that was replayed. Percentages are of ${base}.`;
  if (rises.length === 0) return `No way of caching costs more for any of them; the cheapest is bold. Percentages are of ${base}.`;
  return `It costs money here: ${rises.slice(0, 4).join("; ")}${rises.length > 4 ? "; and more below" : ""}. The cheapest is bold. Percentages are of ${base}.`;
}

export function PolicyGroups(props: GroupsProps) {
  const { by, groups } = props;
  if (groups.length === 0) return null;
  const title = `Where it pays, by ${by}`;
  return (
    <Card title={title} lead={lead(props)} flush testId={`savings-by-${by}`}>
      <Table label={title} columns={columns(props)} rows={groups} rowKey={({ key }) => key} saveAs={`prompt-caching-by-${by}`} />
    </Card>
  );
}
