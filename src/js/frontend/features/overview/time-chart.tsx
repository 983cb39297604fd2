"use client";

import { useState } from "react";
import { Bar, BarChart, CartesianGrid, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import type { Colours } from "@/features/filters/colours";
import { modelName } from "@/features/filters/filters";
import { type Bar as BarData, type Measure, OTHER_NAME, type Series } from "@/features/overview/series";
import { exactCount, money, moneyTick, tokens } from "@/lib/format";
import * as time from "@/lib/time";

const SHOW: Readonly<Record<Measure, { short: (value: number) => string; full: (value: number) => string }>> = {
  cost: { short: (value) => moneyTick(String(value)), full: (value) => money(String(value)) },
  calls: { short: tokens, full: exactCount },
  tokens: { short: tokens, full: tokens },
};

const seriesName = (name: string) => (name === OTHER_NAME ? "Other models" : modelName(name));

export interface TimeChartProps {
  series: Series;
  measure: Measure;
  zone: string;
  stepSeconds: number;
  colours: Colours;
  onZoom: (from: string, to: string) => void;
}

interface HoverProps {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
}

function Hover({ active, payload, series, measure, zone, colours }: HoverProps & TimeChartProps) {
  const bar = payload?.[0]?.payload as BarData | undefined;
  if (!active || !bar) return null;
  const { full } = SHOW[measure];
  return (
    <div className="min-w-56 rounded-lg border border-line bg-surface p-3 text-sm shadow-high">
      <p className="mb-1 flex justify-between gap-6 font-medium">
        <span>{time.minute(bar.at, zone)}</span>
        <span>{full(bar.total)}</span>
      </p>
      {series.names.map((name) => (
        <p key={name} className="flex justify-between gap-6 text-ink-2">
          <span className="flex items-center gap-2">
            <span className="size-2 rounded-xs" style={{ background: colours(name) }} />
            {seriesName(name)}
          </span>
          <span>{bar.unknown.includes(name) && !(name in bar.parts) ? "not known" : full(bar.parts[name] ?? 0)}</span>
        </p>
      ))}
    </div>
  );
}

/** Drag over the chart to zoom into that time. */
function useDrag(stepSeconds: number, onZoom: TimeChartProps["onZoom"]) {
  const [drag, setDrag] = useState<{ start: string; end: string } | null>(null);
  const label = (state: { activeLabel?: string | number }) => (state.activeLabel === undefined ? null : String(state.activeLabel));
  const onMouseDown = (state: { activeLabel?: string | number }) => {
    const at = label(state);
    setDrag(at === null ? null : { start: at, end: at });
  };
  const onMouseMove = (state: { activeLabel?: string | number }) => {
    const at = label(state);
    if (drag && at !== null) setDrag({ ...drag, end: at });
  };
  const onMouseUp = () => {
    setDrag(null);
    if (!drag || drag.start === drag.end) return;
    const [from = "", to = ""] = [drag.start, drag.end].toSorted();
    onZoom(new Date(from).toISOString(), new Date(Date.parse(to) + stepSeconds * 1000).toISOString());
  };
  return { drag, handlers: { onMouseDown, onMouseMove, onMouseUp } };
}

const TICK = { fill: "var(--ink-3)", fontSize: 12 };
const A_DAY = 86_400;

export default function TimeChart(props: TimeChartProps) {
  const { series, measure, zone, stepSeconds, colours, onZoom } = props;
  const { drag, handlers } = useDrag(stepSeconds, onZoom);
  const spansDays = series.bars.length * stepSeconds > 2 * A_DAY;
  const tick = (at: string) => (spansDays ? time.shortDay(at, zone) : time.minute(at, zone));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart data={series.bars} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} barCategoryGap={1} accessibilityLayer={false} {...handlers}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="at" tickFormatter={tick} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line)" }} minTickGap={48} />
        <YAxis tickFormatter={SHOW[measure].short} tick={TICK} tickLine={false} axisLine={false} width={56} />
        <Tooltip content={<Hover {...props} />} cursor={{ fill: "var(--sunken)" }} isAnimationActive={false} />
        {series.names.map((name) => (
          <Bar key={name} stackId="all" dataKey={(bar: BarData) => bar.parts[name] ?? 0} fill={colours(name)} isAnimationActive={false} />
        ))}
        {drag && <ReferenceArea x1={drag.start} x2={drag.end} fill="var(--accent)" fillOpacity={0.15} />}
      </BarChart>
    </ResponsiveContainer>
  );
}
