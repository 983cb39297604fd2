"use client";

import type { ReactNode } from "react";

import { Loading, Skeleton } from "@/components/states";
import { FigureDoor } from "@/features/evidence/figure";
import { CallsDoor } from "@/features/filters/calls-door";
import { useGroup } from "@/features/overview/use-group";
import type { Figure, Overview } from "@/lib/api/types";
import { counted, exactCount, percent, subtract } from "@/lib/format";

function Tile({ label, children, note }: { label: string; children: ReactNode; note: ReactNode }) {
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface p-4 shadow-low">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd>
        <span className="block text-2xl leading-9 font-semibold tracking-tight">{children}</span>
        <span className="block text-xs leading-4 text-ink-2">{note}</span>
      </dd>
    </div>
  );
}

function FigureTile({ label, figure, note, testId }: { label: string; figure: Figure; note: ReactNode; testId: string }) {
  return (
    <Tile label={label} note={note}>
      <FigureDoor figure={figure} label={label} size="short" testId={testId} className={figure.value === null ? "text-base" : ""} />
    </Tile>
  );
}

function unpriced({ by_model, calls }: Overview): string {
  const without = by_model.reduce((sum, row) => sum + row.unpriced_calls, 0);
  if (without === 0) return calls === 1 ? "The call has a price" : `All ${counted(calls, "call")} have a price`;
  return `${exactCount(without)} of ${counted(calls, "call")} without a known price`;
}

const perCall = (figure: Figure, calls: number): string =>
  figure.value === null || calls === 0 ? "" : `${exactCount(Math.round(Number(figure.value) / calls))} a call on average`;

/** Sessions lead to their table, failed calls to their list. */
function CallsNote({ overview: { sessions, errors, calls } }: { overview: Overview }) {
  const show = useGroup().show;
  return (
    <>
      {sessions === 0 && calls > 0 ? (
        "Sessions not recorded"
      ) : (
        <button type="button" onClick={() => show("session")} className="rounded-sm leading-6 underline-offset-4 hover:text-accent hover:underline">
          {counted(sessions, "session")}
        </button>
      )}
      {". "}
      {errors === 0 ? (
        "No failure recorded"
      ) : (
        <>
          <CallsDoor calls={errors} within={{ status: ["error"] }} /> failed, {percent(errors, calls)} of calls
        </>
      )}
    </>
  );
}

export function Cards({ overview }: { overview: Overview }) {
  const { cost, input, output, calls, latency_p50, latency_p95 } = overview;
  const slow = latency_p95.value !== null && latency_p50.value !== null && Number(subtract(latency_p95.value, latency_p50.value)) > 0;
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      <FigureTile label="Cost" figure={cost} note={unpriced(overview)} testId="overview-cost" />
      <Tile label="Calls" note={<CallsNote overview={overview} />}>
        <CallsDoor calls={calls} testId="overview-calls" />
      </Tile>
      <FigureTile label="Input tokens" figure={input} note={perCall(input, calls)} testId="overview-input" />
      <FigureTile label="Output tokens" figure={output} note={perCall(output, calls)} testId="overview-output" />
      <FigureTile
        label="Time of a call, median"
        figure={latency_p50}
        testId="overview-latency"
        note={
          slow ? (
            <>
              5{"\u202f"}% took <FigureDoor figure={latency_p95} label="Time of a call, 95th percentile" size="short" /> or longer
            </>
          ) : (
            ""
          )
        }
      />
    </dl>
  );
}

export function OverviewSkeleton() {
  return (
    <Loading what="the overview">
      <div className="grid gap-4">
        <Skeleton className="h-6 w-3/4 max-w-xl" />
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
          {[0, 1, 2, 3, 4].map((tile) => (
            <Skeleton key={tile} className="h-[106px] rounded-lg" />
          ))}
        </div>
        <div className="grid gap-4 lg:grid-cols-[2fr_1fr]">
          <Skeleton className="h-[366px] rounded-lg" />
          <Skeleton className="h-[366px] rounded-lg" />
        </div>
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </Loading>
  );
}
