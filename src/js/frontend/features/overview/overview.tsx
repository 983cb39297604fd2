"use client";

import { TriangleAlert } from "lucide-react";

import { Answered } from "@/components/answered";
import { FigureDoor } from "@/features/evidence/figure";
import { isFiltered } from "@/features/filters/filters";
import { modelName } from "@/features/filters/names";
import { useFilters, useOverview } from "@/features/filters/use-filters";
import { Page } from "@/features/frame/page";
import { BreakdownCard } from "@/features/overview/breakdown-card";
import { Buckets } from "@/features/overview/buckets";
import { FirstUse } from "@/features/overview/first-use";
import { GroupTable } from "@/features/overview/groups";
import { Cards, OverviewSkeleton } from "@/features/overview/cards";
import { NothingMatches } from "@/features/overview/nothing-matches";
import { SampleNote } from "@/features/overview/sample-note";
import { TimeCard } from "@/features/overview/time-card";
import { useZone } from "@/features/projects/queries";
import type { Overview } from "@/lib/api/types";
import { counted, percent } from "@/lib/format";
import * as time from "@/lib/time";

/** The page in one sentence. */
function Answer({ overview }: { overview: Overview }) {
  const zone = useZone();
  const { cost, by_model, calls, time: span } = overview;
  const top = by_model.toSorted((a, b) => Number(b.cost ?? -1) - Number(a.cost ?? -1))[0];
  return (
    <p className="max-w-3xl text-lg text-ink-2">
      {counted(calls, "call")} cost{" "}
      <FigureDoor figure={cost} label="Cost" className="font-semibold text-ink" />
      {span.from && span.to && ` between ${time.day(span.from, zone)} and ${time.day(span.to, zone)}`}
      {top?.cost && cost.value !== null && (
        <>
          ; {percent(top.cost, cost.value)} of it went to <b className="font-semibold text-ink">{modelName(top.key)}</b>
        </>
      )}
      .
    </p>
  );
}

function Notes({ overview }: { overview: Overview }) {
  const { notes } = overview;
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm text-ink-2" aria-label="What to know about these numbers">
      {notes.map((note) => (
        <li key={note} className="flex gap-2">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0 text-warning" />
          {note}
        </li>
      ))}
    </ul>
  );
}

function Filled({ overview }: { overview: Overview }) {
  return (
    <>
      <div className="grid gap-2">
        <Answer overview={overview} />
        <Notes overview={overview} />
        <SampleNote />
      </div>
      <Cards overview={overview} />
      <div className="grid gap-4 lg:grid-cols-[2fr_1fr]">
        <TimeCard overview={overview} />
        <Buckets overview={overview} />
      </div>
      <GroupTable by="model" rows={overview.by_model} overview={overview} />
      <GroupTable by="agent" rows={overview.by_agent} overview={overview} />
      <BreakdownCard overview={overview} />
    </>
  );
}

function Content() {
  const { filters, query } = useFilters();
  const overview = useOverview(query);
  const empty = isFiltered(filters) ? <NothingMatches /> : <FirstUse />;
  return (
    <Answered query={overview} waiting={<OverviewSkeleton />}>
      {(data) => (data.calls > 0 ? <Filled overview={data} /> : empty)}
    </Answered>
  );
}

export function OverviewPage() {
  return (
    <Page title="Overview" filtered>
      <Content />
    </Page>
  );
}
