"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";

import { Card } from "@/components/card";
import { Estimated } from "@/components/estimated";
import { Segmented } from "@/components/segmented";
import { Skeleton } from "@/components/states";
import { type Column, Table, TableCsv } from "@/components/table";
import { useColours } from "@/features/filters/colours";
import { MEASURES, seriesName, sizeText, titleOf } from "@/features/overview/measures";
import { type Measure, partOf, type Series, seriesOf, type Steps } from "@/features/overview/series";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import type { Overview, SeriesPoint } from "@/lib/api/types";
import { exactCount, money, tokens } from "@/lib/format";
import * as time from "@/lib/time";

const TimeChart = dynamic(() => import("@/features/overview/time-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

function columns(series: Series, measure: Measure, zone: string): Column<SeriesPoint>[] {
  const at = (point: SeriesPoint) => <span title={time.exact(point.at, zone)}>{time.minute(point.at, zone)}</span>;
  return [
    { id: "at", title: `Time (${zone})`, className: "whitespace-nowrap", cell: at, value: (point) => point.at },
    { id: "calls", title: "Calls", number: true, cell: (point) => exactCount(point.calls), value: (point) => point.calls },
    { id: "input", title: "Input tokens", number: true, cell: (point) => tokens(point.input_total), value: (point) => point.input_total },
    { id: "output", title: "Output tokens", number: true, cell: (point) => tokens(point.output_total), value: (point) => point.output_total },
    { id: "cost", title: "Cost", number: true, className: "whitespace-nowrap", cell: (point) => (point.cost === null ? "not known" : <Estimated when={point.cost_kind === "estimated"}>{money(point.cost)}</Estimated>), value: (point) => point.cost },
    ...series.names.map((name): Column<SeriesPoint> => {
      const part = (point: SeriesPoint) => partOf(point, name, series.names, measure);
      return { id: `of ${name}`, title: `${titleOf(measure)}, ${seriesName(name)}`, number: true, className: "whitespace-nowrap", cell: (point) => sizeText(measure, part(point)), value: part };
    }),
  ];
}

function lead(points: readonly SeriesPoint[], zone: string): string {
  const priced = points.filter((point) => point.cost !== null);
  const top = priced.toSorted((a, b) => Number(b.cost) - Number(a.cost))[0];
  if (!top?.cost) return "No price is known for these calls.";
  return `The most in one step was ${money(top.cost)}, from ${time.minute(top.at, zone)}.`;
}

function Legend({ series }: { series: Series }) {
  const colours = useColours();
  const hasUnknown = series.bars.some(({ unknown }) => unknown.length > 0);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-2 text-xs text-ink-2" aria-label="Models">
      {series.names.map((name) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className="size-2 rounded-xs" style={{ background: colours(name) }} aria-hidden />
          {seriesName(name)}
        </li>
      ))}
      {hasUnknown && (
        <li className="flex items-center gap-1.5">
          <span className="hatch h-2 w-3 rounded-xs border border-line" aria-hidden />
          Cost not known; the height says nothing
        </li>
      )}
    </ul>
  );
}

interface ViewProps {
  overview: Overview;
  series: Series;
  measure: Measure;
  steps: Steps;
}

function ChartView({ overview, series, measure, steps }: ViewProps) {
  const colours = useColours();
  const { set } = useAddress();
  return (
    <figure aria-label={`Over time by model. ${lead(overview.series, steps.zone)} The table view has every value.`}>
      <div className="h-64 select-none" aria-hidden>
        <TimeChart series={series} measure={measure} steps={steps} colours={colours} onZoom={(from, to) => set({ from, to })} />
      </div>
      <Legend series={series} />
    </figure>
  );
}

function TableView({ overview, series, measure, steps }: ViewProps) {
  return (
    <div className="max-h-80 overflow-y-auto">
      <Table label={`${titleOf(measure)} over time`} columns={columns(series, measure, steps.zone)} rows={overview.series} rowKey={(point) => point.at} saveAs={null} />
    </div>
  );
}

type View = "chart" | "table";
const VIEWS: readonly { value: View; title: string }[] = [
  { value: "chart", title: "Chart" },
  { value: "table", title: "Table" },
];

export function TimeCard({ overview }: { overview: Overview }) {
  const [measure, setMeasure] = useState<Measure>("cost");
  const [view, setView] = useState<View>("chart");
  const zone = useZone();
  const { series: points, time: span } = overview;
  const steps = useMemo(() => ({ seconds: span.step_seconds, zone }), [span.step_seconds, zone]);
  const series = useMemo(() => seriesOf(points, measure, steps), [points, measure, steps]);
  const props = { overview, series, measure, steps };
  return (
    <Card
      title="Over time"
      lead={lead(points, zone)}
      flush={view === "table"}
      actions={
        <>
          <Segmented label="Measure" value={measure} options={MEASURES} onChange={setMeasure} />
          <Segmented label="View" value={view} options={VIEWS} onChange={setView} />
          <TableCsv what={`${titleOf(measure)} over time`} name="over-time" columns={columns(series, measure, zone)} rows={points} />
        </>
      }
    >
      {view === "table" ? <TableView {...props} /> : <ChartView {...props} />}
    </Card>
  );
}
