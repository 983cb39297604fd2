"use client";

import clsx from "clsx";
import { Star } from "lucide-react";

import { Badge } from "@/components/badge";
import { Card } from "@/components/card";
import { SaveCsv } from "@/components/save-csv";
import { FigureDoor } from "@/features/evidence/figure";
import { baselineOf, segments, type Segments, widest } from "@/features/savings/scale";
import { VerdictBadge } from "@/features/savings/verdict";
import type { Policy, PolicyId, Recommendation } from "@/lib/api/types";
import { compare, delta, money, subtract } from "@/lib/format";

const CHANGE_FILL: Readonly<Record<Segments["direction"], string>> = {
  saves: "border border-dashed border-saving-fill bg-saving-soft",
  adds: "hatch-cost",
  same: "",
};

/** One bar of the waterfall; the line marks the baseline on every bar. */
function Waterfall({ policy, baseline, scale }: { policy: Policy; baseline: string; scale: string }) {
  if (policy.cost.value === null) return <div className="hatch h-7 rounded-sm" title="not recorded" />;
  const { cost, change, direction } = segments(policy.cost.value, baseline, scale);
  const mark = segments(baseline, baseline, scale).cost;
  return (
    <div className="relative h-7 rounded-sm bg-sunken" aria-hidden>
      <div className="flex h-full overflow-hidden rounded-sm">
        <div className={clsx("h-full", policy.verdict === "pays" ? "bg-saving-fill" : "bg-base-fill")} style={{ width: `${String(cost)}%` }} />
        <div className={clsx("h-full", CHANGE_FILL[direction])} style={{ width: `${String(change)}%` }} />
      </div>
      <div className="absolute -inset-y-1 border-l-2 border-ink" style={{ left: `calc(${String(mark)}% - 1px)` }} />
    </div>
  );
}

function Change({ policy, baseline }: { policy: Policy; baseline: string }) {
  const cost = policy.cost.value;
  if (policy.verdict === "baseline") return <span className="text-sm text-ink-3">what the others are compared with</span>;
  if (cost === null) return <span className="text-sm text-unknown">not known how it compares</span>;
  const isSaving = compare(cost, baseline) <= 0;
  const change = isSaving ? subtract(baseline, cost) : subtract(cost, baseline);
  return (
    <span className={clsx("text-sm font-medium", isSaving ? "text-saving" : "text-cost")}>
      {isSaving ? "saves " : "adds "}
      <FigureDoor figure={{ ...policy.saving, value: change }} label={`${isSaving ? "Saved" : "Added"} by ${policy.title}`} className="font-semibold" />{" "}
      <span className="font-normal text-ink-2">{delta(cost, baseline)}</span>
    </span>
  );
}

/** The selective rule may turn out to be one of the others: no gain, and not to be sold as one. */
const twinOf = (policy: Policy, policies: readonly Policy[]): Policy | undefined =>
  policy.id === "selective" ? policies.find(({ id, cost }) => id !== policy.id && cost.value === policy.cost.value) : undefined;

interface PolicyRowProps {
  policy: Policy;
  baseline: string;
  scale: string;
  isBest: boolean;
  twin: Policy | undefined;
}

function PolicyRow({ policy, baseline, scale, isBest, twin }: PolicyRowProps) {
  return (
    <li className="grid gap-x-6 gap-y-1.5 border-t border-line px-4 py-3 first:border-0 md:grid-cols-[220px_1fr]" data-testid={`policy-${policy.id}`}>
      <div className="grid content-start gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">{policy.title}</p>
        <p className="flex flex-wrap gap-1">
          {isBest && (
            <Badge tone="saving" icon={<Star size={12} aria-hidden />}>
              Recommended
            </Badge>
          )}
          {(!isBest || policy.verdict === "baseline") && <VerdictBadge verdict={policy.verdict} />}
        </p>
        {twin && <p className="text-xs text-ink-2">On these calls the same as: {twin.title.toLowerCase()}</p>}
      </div>
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <FigureDoor figure={policy.cost} label={`Cost with ${policy.title}`} className="text-xl font-semibold tracking-tight" testId={`policy-cost-${policy.id}`} />
          <Change policy={policy} baseline={baseline} />
        </div>
        <Waterfall policy={policy} baseline={baseline} scale={scale} />
        <p className="flex flex-wrap gap-x-4 text-xs text-ink-2">
          <span>
            read from cache <FigureDoor figure={policy.read_tokens} label={`Tokens read from cache, ${policy.title}`} />
          </span>
          <span>
            written <FigureDoor figure={policy.write_tokens} label={`Tokens written to cache, ${policy.title}`} />
          </span>
          <span>
            fresh <FigureDoor figure={policy.fresh_tokens} label={`Fresh input tokens, ${policy.title}`} />
          </span>
        </p>
      </div>
    </li>
  );
}

const CSV_HEAD = ["policy", "cost_usd", "saving_usd", "kind", "verdict", "read_tokens", "write_tokens", "fresh_tokens"];

const csvRow = ({ id, cost, saving, verdict, read_tokens, write_tokens, fresh_tokens }: Policy) =>
  [id, cost.value, saving.value, cost.kind, verdict, read_tokens.value, write_tokens.value, fresh_tokens.value];

/** The cheapest way first, then what to keep away from. */
export function lead(policies: readonly Policy[], advised: PolicyId): string {
  const base = baselineOf(policies)?.cost.value;
  const best = policies.find(({ id }) => id === advised)?.cost.value;
  if (!base || !best) return "What each way of caching would have cost on the recorded calls.";
  if (advised === "none") return `Not caching costs least: ${money(base)}. Every way of caching these calls would have cost more.`;
  const costly = policies.filter(({ verdict }) => verdict === "costs").map(({ title }) => title);
  const warning = costly.length > 0 ? ` ${costly.join(" and ")} would cost more than no caching.` : "";
  const title = policies.find(({ id }) => id === advised)?.title ?? advised;
  return `${title} would have cost ${money(best)} instead of ${money(base)}.${warning}`;
}

export function PolicyComparison({ policies, advice }: { policies: readonly Policy[]; advice: Recommendation }) {
  const baseline = baselineOf(policies)?.cost.value ?? "0";
  const scale = widest(policies.map(({ cost }) => cost.value));
  const title = "Hypothetical: what these calls would have cost";
  return (
    <Card
      title={title}
      lead={lead(policies, advice.policy)}
      flush
      testId="savings-comparison"
      actions={<SaveCsv name="prompt-caching" what="the comparison" head={CSV_HEAD} rows={() => policies.map(csvRow)} />}
    >
      <ul aria-label={title}>
        {policies.map((policy) => (
          <PolicyRow key={policy.id} policy={policy} baseline={baseline} scale={scale} isBest={policy.id === advice.policy} twin={twinOf(policy, policies)} />
        ))}
      </ul>
      <p className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line px-4 py-2.5 text-xs text-ink-2" aria-hidden>
        <span>All bars on one scale, from $0.</span>
        <span className="flex items-center gap-1.5">
          <span className="h-3 border-l-2 border-ink" /> no caching
        </span>
        <span className="flex items-center gap-1.5">
          <span className="h-3 w-4 border border-dashed border-saving-fill bg-saving-soft" /> saved
        </span>
        <span className="flex items-center gap-1.5">
          <span className="hatch-cost h-3 w-4" /> added
        </span>
      </p>
    </Card>
  );
}
