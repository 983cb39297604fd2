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
import type { Policy, PolicyGroup } from "@/lib/api/types";
import { compare, exactCount, percent, ratioOf, subtract } from "@/lib/format";

interface GroupsProps {
  by: By;
  groups: readonly PolicyGroup[];
  policies: readonly Policy[];
  /** Whether some calls of the page were left out: Explore would then list more than a row counts. */
  isPartial: boolean;
}

/** The cost of one policy for one group, with a bar on the scale of its row. */
function Cell({ by, group, policy }: { by: By; group: PolicyGroup; policy: Policy }) {
  const figure = group.costs[policy.id];
  const base = group.costs.none?.value ?? null;
  if (!figure) return <span className="text-unknown">not recorded</span>;
  const scale = widest(Object.values(group.costs).map(({ value }) => value));
  const change = figure.value === null || base === null ? null : subtract(figure.value, base);
  const rises = change !== null && compare(change, "0") > 0;
  const Icon = rises ? TrendingUp : Check;
  const label = `${policy.title}, ${nameOf(by, group.key)}`;
  return (
    <span className="grid justify-items-end gap-0.5">
      <FigureDoor figure={figure} label={label} className={clsx(group.best === policy.id && "font-semibold")} />
      {policy.id !== "none" && change !== null && base !== null && (
        <span className={clsx("flex items-center gap-1 text-xs", rises ? "text-cost" : "text-saving")}>
          <Icon size={12} aria-hidden />
          {rises ? "adds" : "saves"} {percent(subtract(rises ? figure.value ?? "0" : base, rises ? base : figure.value ?? "0"), base)}
        </span>
      )}
      <span className="block h-1.5 w-24 rounded-xs bg-sunken" aria-hidden>
        {figure.value !== null && base !== null && (
          <span className={clsx("block h-1.5 max-w-full rounded-xs", policy.id === "none" ? "bg-base-fill" : rises ? "hatch-cost" : "bg-saving-fill")} style={{ width: `${String(100 * ratioOf(figure.value, scale))}%` }} />
        )}
      </span>
    </span>
  );
}

function columns({ by, policies, isPartial }: GroupsProps): Column<PolicyGroup>[] {
  const count = ({ key, calls }: PolicyGroup) => (isPartial ? exactCount(calls) : <CallsDoor calls={calls} within={kindRowOf(by, key)} />);
  return [
    { id: "key", title: by === "model" ? "Model" : "Agent", cell: ({ key }) => <span className="block max-w-56 truncate" title={key}>{nameOf(by, key)}</span>, value: ({ key }) => key },
    { id: "calls", title: "Calls", number: true, cell: count, value: ({ calls }) => calls },
    ...policies.map((policy) => ({
      id: policy.id,
      title: policy.title,
      number: true,
      className: "py-2",
      cell: (group: PolicyGroup) => <Cell by={by} group={group} policy={policy} />,
      value: (group: PolicyGroup) => group.costs[policy.id]?.value ?? null,
    })),
  ];
}

function lead(by: By, groups: readonly PolicyGroup[], policies: readonly Policy[]): string {
  const rises = groups.flatMap((group) =>
    policies
      .filter(({ id }) => id !== "none" && compare(group.costs[id]?.value ?? "0", group.costs.none?.value ?? "0") > 0)
      .map(({ title }) => `${title.toLowerCase()} for ${nameOf(by, group.key)}`),
  );
  if (rises.length === 0) return "Every way of caching pays for each of them; the cheapest is bold. Percentages are of the row's cost without caching.";
  return `It costs money here: ${rises.slice(0, 4).join("; ")}${rises.length > 4 ? "; and more below" : ""}. Percentages are of the row's cost without caching.`;
}

export function PolicyGroups(props: GroupsProps) {
  const { by, groups, policies } = props;
  if (groups.length === 0) return null;
  const title = `Where it pays, by ${by}`;
  return (
    <Card title={title} lead={lead(by, groups, policies)} flush testId={`savings-by-${by}`}>
      <Table label={title} columns={columns(props)} rows={groups} rowKey={({ key }) => key} saveAs={`prompt-caching-by-${by}`} />
    </Card>
  );
}
