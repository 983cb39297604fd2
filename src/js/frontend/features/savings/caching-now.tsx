"use client";

import clsx from "clsx";
import type { ReactNode } from "react";

import { Answered } from "@/components/answered";
import { Badge } from "@/components/badge";
import { Card } from "@/components/card";
import { Loading, Skeleton } from "@/components/states";
import { FigureDoor } from "@/features/evidence/figure";
import { CachingByPart } from "@/features/savings/caching-by-part";
import { LosingCaches, MendedCaches } from "@/features/savings/losing-caches";
import { useCachingNow } from "@/features/savings/queries";
import { widest } from "@/features/savings/scale";
import { useCachingBy } from "@/features/savings/use-caching-by";
import { Waterfall } from "@/features/savings/waterfall";
import type { CachingNow, Figure } from "@/lib/api/types";
import { writtenText } from "@/lib/figure-text";
import { compare, counted, delta, subtract } from "@/lib/format";

const TITLE = "Prompt caching now, as billed";

/** What can be said, from nothing to all: no price, no cache recorded, no cache used, or what it came to. */
type Told = "unpriced" | "unrecorded" | "unused" | "used";

function toldBy({ counted_calls, saving, read_tokens, written_tokens }: CachingNow): Told {
  if (counted_calls === 0) return "unpriced";
  if (saving.value === null) return "unrecorded";
  return read_tokens + written_tokens === 0 ? "unused" : "used";
}

const amount = (figure: Figure): string => writtenText(figure, "table");
const opposite = (figure: Figure): Figure => ({ ...figure, value: figure.value === null ? null : subtract("0", figure.value) });

function usedLead({ today, cost, saving }: CachingNow): string {
  const sign = compare(saving.value ?? "0", "0");
  const instead = `without it they would have cost ${amount(cost)} instead of ${amount(today)}`;
  if (sign === 0) return `Caching saves as much on these calls as it costs: ${amount(today)} with it and without.`;
  return sign > 0 ? `Caching saves ${amount(saving)} on these calls: ${instead}.` : `Caching costs ${amount(opposite(saving))} more than it saves on these calls: ${instead}.`;
}

const LEADS: Readonly<Record<Told, (now: CachingNow) => string>> = {
  unpriced: () => "No price of these calls is known, so what caching costs and saves cannot be told.",
  unrecorded: ({ today }) => `No call says what was cached, so what caching costs and saves is not known. The calls cost ${amount(today)}.`,
  unused: ({ today, unrecorded_calls }) =>
    `${unrecorded_calls > 0 ? "As far as recorded, nothing" : "Nothing"} was read from a cache or written to one: the calls cost ${amount(today)} with caching and without.`,
  used: usedLead,
};

function Row({ title, badge, figure, change, bar }: { title: string; badge: string; figure: Figure; change?: ReactNode; bar: ReactNode }) {
  return (
    <li className="grid gap-x-6 gap-y-1.5 border-t border-line px-4 py-3 md:grid-cols-[220px_1fr]">
      <div className="flex flex-wrap content-start items-center gap-2 font-medium">
        {title} <Badge>{badge}</Badge>
      </div>
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <FigureDoor figure={figure} label={title} className="text-xl font-semibold tracking-tight" />
          {change}
        </div>
        {bar}
      </div>
    </li>
  );
}

/** Both costs on one scale, the line at what was billed. */
function Bars({ now: { today, cost } }: { now: CachingNow }) {
  const [base, without] = [today.value ?? "0", cost.value ?? "0"];
  const scaled = { baseline: base, scale: widest([base, without]) };
  return (
    <ul aria-label="With caching and without" data-testid="caching-bars">
      <Row title="Cost as billed" badge="What is in place" figure={today} bar={<Waterfall cost={today.value} pays={false} {...scaled} />} />
      <Row
        title="Cost without caching"
        badge="Hypothetical"
        figure={cost}
        change={<span className={clsx("text-sm", compare(without, base) > 0 ? "text-cost" : "text-ink-2")}>{delta(without, base)}</span>}
        bar={<Waterfall cost={cost.value} pays={false} {...scaled} />}
      />
    </ul>
  );
}

function Part({ label, figure, tone, children }: { label: string; figure: Figure; tone?: string | undefined; children?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd>
        <FigureDoor figure={figure} label={label} className={clsx("leading-7 font-semibold", tone)} />
        {children && <span className="block text-xs leading-7 text-ink-2">{children}</span>}
      </dd>
    </div>
  );
}

const toneOf = ({ value }: Figure): string | undefined => (value === null || compare(value, "0") === 0 ? undefined : compare(value, "0") > 0 ? "text-saving" : "text-cost");

/** What reading brought and what writing took, which add up to the saving. */
function Parts({ now: { reads, writes, saving, tokens_read, tokens_written } }: { now: CachingNow }) {
  const isDearer = writes.value !== null && compare(writes.value, "0") <= 0;
  const isLoss = saving.value !== null && compare(saving.value, "0") < 0;
  return (
    <dl className="grid gap-4 border-t border-line px-4 py-3 sm:grid-cols-3">
      <Part label="Saved by reading from the cache" figure={reads} tone={toneOf(reads)}>
        <FigureDoor figure={tokens_read} label="Tokens read from cache" /> tokens, beside fresh input
      </Part>
      <Part label={isDearer ? "Added by writing to it" : "Saved by writing to it"} figure={isDearer ? opposite(writes) : writes} tone={toneOf(writes)}>
        <FigureDoor figure={tokens_written} label="Tokens written to cache" /> tokens, beside fresh input
      </Part>
      <Part label={isLoss ? "Lost by caching" : "Saved by caching"} figure={isLoss ? opposite(saving) : saving} tone={toneOf(saving)}>
        {isLoss ? "more was written than reading made good" : "what reading saved, less what writing added"}
      </Part>
    </dl>
  );
}

/** What is known where caching cannot be told, and what to send. */
function Untold({ now: { today, saving } }: { now: CachingNow }) {
  return (
    <div className="grid gap-2 border-t border-line px-4 py-3">
      <dl className="grid gap-4 sm:grid-cols-3">
        <Part label="Cost as billed" figure={today} />
        <Part label="Saved by caching" figure={saving} />
      </dl>
      {saving.missing && <p className="text-sm text-ink-2 wrap-anywhere">{saving.missing}</p>}
    </div>
  );
}

/** Which calls say less than the amounts suppose. */
function notesOf({ calls, counted_calls, unrecorded_calls }: CachingNow, told: Told): string[] {
  const [unpriced, isSilent] = [calls - counted_calls, unrecorded_calls > 0 && told !== "unrecorded"];
  return [
    ...(isSilent ? [`${counted(unrecorded_calls, "call")} of ${counted(counted_calls, "call")} ${unrecorded_calls === 1 ? "does" : "do"} not say what was cached and ${unrecorded_calls === 1 ? "is" : "are"} taken to cost the same either way.`] : []),
    ...(unpriced > 0 && counted_calls > 0 ? [`${counted(unpriced, "call")} without a known price ${unpriced === 1 ? "is" : "are"} in no amount.`] : []),
  ];
}

function Shown({ now }: { now: CachingNow }) {
  const told = toldBy(now);
  const notes = notesOf(now, told);
  return (
    <>
      <LosingCaches now={now} />
      <MendedCaches now={now} />
      <Card title={TITLE} lead={LEADS[told](now)} flush testId="caching-now">
        {told === "used" ? (
          <>
            <Bars now={now} />
            <Parts now={now} />
          </>
        ) : (
          <Untold now={now} />
        )}
        {notes.length > 0 && <p className="border-t border-line px-4 py-2.5 text-sm text-ink-2">{notes.join(" ")}</p>}
      </Card>
      {told === "used" && <CachingByPart now={now} />}
    </>
  );
}

function Waiting() {
  return (
    <Loading what="what caching costs and saves now">
      <Skeleton className="h-72 rounded-lg" />
    </Loading>
  );
}

export function CachingNowCard() {
  return (
    <Answered query={useCachingNow(useCachingBy().by)} waiting={<Waiting />}>
      {(now) => <Shown now={now} />}
    </Answered>
  );
}
