"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";

import { Card } from "@/components/card";
import { Segmented } from "@/components/segmented";
import { Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { useColours } from "@/features/filters/colours";
import { modelName } from "@/features/filters/filters";
import { BreakdownCsv } from "@/features/overview/csv-button";
import { type Measure, OTHER_NAME, seriesOf } from "@/features/overview/series";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import type { Overview, SeriesPoint } from "@/lib/api/types";
import { exactCount, money, tokens } from "@/lib/format";
import * as time from "@/lib/time";

const TimeChart = dynamic(() => import("@/features/overview/time-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

const MEASURES: readonly { value: Measure; title: string }[] = [
  { value: "cost", title: "Cost" },
  { value: "calls", title: "Calls" },
  { value: "tokens", title: "Tokens" },
];

function columns(zone: string): Column<SeriesPoint>[] {
  return [
    { id: "at", title: `Time (${zone})`, cell: (point) => time.minute(point.at, zone) },
    { id: "calls", title: "Calls", number: true, cell: (point) => exactCount(point.calls) },
    { id: "input", title: "Input tokens", number: true, cell: (point) => tokens(point.input_total) },
    { id: "output", title: "Output tokens", number: true, cell: (point) => tokens(point.output_total) },
    { id: "cost", title: "Cost", number: true, cell: (point) => (point.cost === null ? "not known" : money(point.cost)) },
  ];
}

function lead(points: readonly SeriesPoint[], zone: string): string {
  const priced = points.filter((point) => point.cost !== null);
  const top = priced.toSorted((a, b) => Number(b.cost) - Number(a.cost))[0];
  if (!top?.cost) return "No price is known for these calls.";
  return `The most in one step was ${money(top.cost)}, from ${time.minute(top.at, zone)}.`;
}

function Legend({ names }: { names: readonly string[] }) {
  const colours = useColours();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-xs text-ink-2" aria-label="Models">
      {names.map((name) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className="size-2 rounded-xs" style={{ background: colours(name) }} aria-hidden />
          {name === OTHER_NAME ? "Other models" : modelName(name)}
        </li>
      ))}
    </ul>
  );
}

export function TimeCard({ overview }: { overview: Overview }) {
  const [measure, setMeasure] = useState<Measure>("cost");
  const [view, setView] = useState<"chart" | "table">("chart");
  const colours = useColours();
  const zone = useZone();
  const { set } = useAddress();
  const step = overview.time.step_seconds;
  const series = useMemo(() => seriesOf(overview.series, measure, step), [overview.series, measure, step]);
  return (
    <Card
      title="Over time"
      lead={lead(overview.series, zone)}
      flush={view === "table"}
      actions={
        <>
          {view === "chart" && <Segmented label="Measure" value={measure} options={MEASURES} onChange={setMeasure} />}
          <Segmented label="View" value={view} options={[{ value: "chart", title: "Chart" }, { value: "table", title: "Table" }]} onChange={setView} />
          <BreakdownCsv by={step >= 86_400 ? "day" : "hour"} />
        </>
      }
    >
      {view === "table" ? (
        <div className="max-h-80 overflow-y-auto">
          <Table label="Over time" columns={columns(zone)} rows={overview.series} rowKey={(point) => point.at} />
        </div>
      ) : (
        <figure aria-label={`Over time by model. ${lead(overview.series, zone)} The table view has every value.`}>
          <div className="h-64 select-none" aria-hidden>
            <TimeChart series={series} measure={measure} zone={zone} stepSeconds={step} colours={colours} onZoom={(from, to) => set({ from, to })} />
          </div>
          <Legend names={series.names} />
        </figure>
      )}
    </Card>
  );
}
