"use client";

import clsx from "clsx";
import { Star } from "lucide-react";
import type { ReactNode } from "react";

import { Badge } from "@/components/badge";
import { Card } from "@/components/card";
import { SaveCsv } from "@/components/save-csv";
import { FigureDoor } from "@/features/evidence/figure";
import { baselineFigure, baselineOf, widest } from "@/features/savings/scale";
import { VerdictBadge } from "@/features/savings/verdict";
import { Waterfall, type WaterfallProps } from "@/features/savings/waterfall";
import type { Billed, Policy, PromptCaching, Recommendation } from "@/lib/api/types";
import { writtenText } from "@/lib/figure-text";
import { compare, counted, delta, subtract } from "@/lib/format";

const AS_BILLED = "As billed";

const COMPARED = <span className="text-sm text-ink-3">what the others are compared with</span>;

function Change({ policy, baseline }: { policy: Policy; baseline: string }) {
  const cost = policy.cost.value;
  if (policy.verdict === "baseline") return COMPARED;
  if (cost === null) return <span className="text-sm text-unknown">not known how it compares</span>;
  const sign = compare(cost, baseline);
  if (sign === 0) return <span className="text-sm text-ink-2">{delta(cost, baseline)}</span>;
  const change = sign < 0 ? subtract(baseline, cost) : subtract(cost, baseline);
  return (
    <span className={clsx("text-sm font-medium", sign < 0 ? "text-saving" : "text-cost")}>
      {sign < 0 ? "saves " : "adds "}
      <FigureDoor figure={{ ...policy.saving, value: change }} label={`${sign < 0 ? "Saved" : "Added"} by ${policy.title}`} className="font-semibold" />{" "}
      <span className="font-normal text-ink-2">{delta(cost, baseline)}</span>
    </span>
  );
}

/** The selective rule may turn out to be one of the others: no gain, and not to be sold as one. */
const twinOf = (policy: Policy, policies: readonly Policy[]): Policy | undefined =>
  policy.id === "selective" ? policies.find(({ id, cost }) => id !== policy.id && cost.value === policy.cost.value) : undefined;

const RECOMMENDED = (
  <Badge tone="saving" icon={<Star size={12} aria-hidden />}>
    Recommended
  </Badge>
);

type Spent = Pick<Policy, "cost" | "read_tokens" | "write_tokens" | "fresh_tokens">;

interface RowProps {
  id: string;
  title: string;
  badges: ReactNode;
  note?: string | undefined;
  spent: Spent;
  change: ReactNode;
  bar: WaterfallProps;
}

function Row({ id, title, badges, note, spent, change, bar }: RowProps) {
  return (
    <li className="grid gap-x-6 gap-y-1.5 border-t border-line px-4 py-3 first:border-0 md:grid-cols-[220px_1fr]" data-testid={`policy-${id}`}>
      <div className="grid content-start gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">{title}</p>
        <p className="flex flex-wrap gap-1">{badges}</p>
        {note && <p className="text-xs text-ink-2">{note}</p>}
      </div>
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <FigureDoor figure={spent.cost} label={`Cost with ${title}`} className="text-xl font-semibold tracking-tight" testId={`policy-cost-${id}`} />
          {change}
        </div>
        <Waterfall {...bar} />
        <p className="flex flex-wrap gap-x-4 text-xs text-ink-2">
          <span>
            read from cache <FigureDoor figure={spent.read_tokens} label={`Tokens read from cache, ${title}`} />
          </span>
          <span>
            written <FigureDoor figure={spent.write_tokens} label={`Tokens written to cache, ${title}`} />
          </span>
          <span>
            fresh <FigureDoor figure={spent.fresh_tokens} label={`Fresh input tokens, ${title}`} />
          </span>
        </p>
      </div>
    </li>
  );
}

interface Scaled {
  baseline: string;
  scale: string;
}

function PolicyRow({ policy, isBest, twin, ...scaled }: Scaled & { policy: Policy; isBest: boolean; twin: Policy | undefined }) {
  const badges = (
    <>
      {isBest && RECOMMENDED}
      {(!isBest || policy.verdict === "baseline") && <VerdictBadge verdict={policy.verdict} />}
    </>
  );
  return (
    <Row
      id={policy.id}
      title={policy.title}
      badges={badges}
      note={twin && `On these calls the same as: ${twin.title.toLowerCase()}`}
      spent={policy}
      change={<Change policy={policy} baseline={scaled.baseline} />}
      bar={{ cost: policy.cost.value, pays: policy.verdict === "pays", ...scaled }}
    />
  );
}

/** What the same calls really cost: what every policy has to beat. */
function BilledRow({ billed, isBest, ...scaled }: Scaled & { billed: Billed; isBest: boolean }) {
  const unrecorded = billed.unrecorded_calls;
  return (
    <Row
      id="billed"
      title={AS_BILLED}
      badges={isBest ? RECOMMENDED : <Badge>What is in place</Badge>}
      note={unrecorded > 0 ? `${counted(unrecorded, "call")} taken as fresh: what was cached is not recorded` : undefined}
      spent={billed}
      change={COMPARED}
      bar={{ cost: billed.cost.value, pays: isBest, ...scaled }}
    />
  );
}

const CSV_HEAD = ["policy", "cost_usd", "saving_usd", "saving_beside", "kind", "verdict", "read_tokens", "write_tokens", "fresh_tokens"];

const tokensOf = ({ read_tokens, write_tokens, fresh_tokens }: Spent) => [read_tokens.value, write_tokens.value, fresh_tokens.value];

const csvRow = (policy: Policy, beside: string) =>
  [policy.id, policy.cost.value, policy.saving.value, beside, policy.cost.kind, policy.verdict, ...tokensOf(policy)];

function csvRows({ billed, policies }: ComparisonProps) {
  const rows = policies.map((policy) => csvRow(policy, besideOf(billed)));
  return billed.is_told ? [["billed", billed.cost.value, null, null, billed.cost.kind, null, ...tokensOf(billed)], ...rows] : rows;
}

/** What a saving is taken from. */
function besideOf({ is_told, unrecorded_calls }: Billed): string {
  if (!is_told) return "fresh prompts, an assumption";
  return unrecorded_calls > 0 ? "as billed, as far as recorded" : "as billed";
}

/** Which calls the rows are of, where not all could be replayed. */
function within({ calls, excluded }: PromptCaching): string {
  const left = excluded.reduce((sum, one) => sum + one.calls, 0);
  return left > 0 ? ` All rows are of the same ${counted(calls, "call")}; ${counted(left, "call")} that could not be replayed ${left === 1 ? "is" : "are"} in none.` : "";
}

/** The cheapest way first, then what to keep away from. */
export function lead({ billed, policies, advice }: ComparisonProps): string {
  const baseline = baselineFigure(policies, billed);
  const best = policies.find(({ id }) => id === advice.policy);
  if (!baseline || baseline.value === null) return "What each way of caching would have cost on the recorded calls.";
  const base = writtenText(baseline, "table");
  if (!best) {
    const known = billed.unrecorded_calls > 0 ? "is known to cost" : "would have cost";
    return `${AS_BILLED}, with the caching that is in place, these calls cost ${base}. No way of caching that was replayed ${known} less.`;
  }
  if (best.id === "none" && best.verdict !== "pays") return `Not caching costs least: ${base}. Every way of caching these calls would have cost as much or more.`;
  const costly = policies.filter(({ id, verdict }) => id !== "none" && verdict === "costs").map(({ title }) => title);
  const warning = costly.length > 0 ? ` ${costly.join(" and ")} would cost more than ${billed.is_told ? "what was billed" : "no caching"}.` : "";
  const instead = `${base}, ${billed.is_told ? besideOf(billed) : "if all prompts were sent fresh"}`;
  return `${best.title} would have cost ${writtenText(best.cost, "table")} instead of ${instead}.${warning}`;
}

function Legend({ billed }: { billed: Billed }) {
  return (
    <p className="flex flex-wrap items-center gap-x-5 gap-y-1 border-t border-line px-4 py-2.5 text-xs text-ink-2" aria-hidden>
      <span>All bars on one scale, from $0.</span>
      <span className="flex items-center gap-1.5">
        <span className="h-3 border-l-2 border-ink" /> {billed.is_told ? "as billed" : "no caching"}
      </span>
      <span className="flex items-center gap-1.5">
        <span className="h-3 w-4 border border-dashed border-saving-fill bg-saving-soft" /> saved
      </span>
      <span className="flex items-center gap-1.5">
        <span className="hatch-cost h-3 w-4" /> added
      </span>
    </p>
  );
}

type ComparisonProps = Pick<PromptCaching, "billed" | "policies"> & { advice: Recommendation };

export function PolicyComparison({ caching, advice }: { caching: PromptCaching; advice: Recommendation }) {
  const { billed, policies } = caching;
  const props = { billed, policies, advice };
  const scaled = { baseline: baselineOf(policies, billed) ?? "0", scale: widest([billed, ...policies].map(({ cost }) => cost.value)) };
  const title = `${billed.is_told ? `${AS_BILLED}, and hypothetical` : "Hypothetical"}: what these calls would have cost`;
  return (
    <Card
      title={title}
      lead={lead(props) + within(caching)}
      flush
      testId="savings-comparison"
      actions={<SaveCsv name="prompt-caching" what="the comparison" head={CSV_HEAD} rows={() => csvRows(props)} />}
    >
      <ul aria-label={title}>
        {billed.is_told && <BilledRow billed={billed} isBest={advice.policy === null} {...scaled} />}
        {policies.map((policy) => (
          <PolicyRow key={policy.id} policy={policy} isBest={policy.id === advice.policy} twin={twinOf(policy, policies)} {...scaled} />
        ))}
      </ul>
      <Legend billed={billed} />
    </Card>
  );
}
