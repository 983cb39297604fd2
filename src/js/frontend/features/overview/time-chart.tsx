"use client";

import { useState } from "react";
import { Bar, BarChart, CartesianGrid, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import type { Colours } from "@/features/filters/colours";
import { seriesName, sizeText, tickText } from "@/features/overview/measures";
import { type Bar as BarData, hatchedHeight, type Measure, type Series, spanOf, type Steps } from "@/features/overview/series";
import { PLOT, useDrag } from "@/features/overview/use-drag";
import * as time from "@/lib/time";

export interface TimeChartProps {
  series: Series;
  measure: Measure;
  steps: Steps;
  colours: Colours;
  onZoom: (from: string, to: string) => void;
}

interface HoverProps {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
}

/** Part of what happened then is not in the sum when some of its prices are not known. */
const totalText = ({ total, unknown }: BarData, measure: Measure): string =>
  sizeText(measure, total) + (total !== null && unknown.length > 0 ? " and what is not known" : "");

function Hover({ active, payload, series, measure, steps, colours }: HoverProps & TimeChartProps) {
  const bar = payload?.[0]?.payload as BarData | undefined;
  if (!active || !bar) return null;
  return (
    <div className="min-w-56 rounded-lg border border-line bg-surface p-3 text-sm shadow-high">
      <p className="mb-1 flex justify-between gap-6 font-medium">
        <span>{time.minute(bar.at, steps.zone)}</span>
        <span>{totalText(bar, measure)}</span>
      </p>
      {series.names.map((name) => (
        <p key={name} className="flex justify-between gap-6 text-ink-2">
          <span className="flex items-center gap-2">
            <span className="size-2 rounded-xs" style={{ background: colours(name) }} />
            {seriesName(name)}
          </span>
          <span>{sizeText(measure, bar.parts[name] ?? (bar.unknown.includes(name) ? null : 0))}</span>
        </p>
      ))}
    </div>
  );
}

/** The pattern of what is not recorded, as `.hatch` has it for boxes. */
const Hatch = () => (
  <defs>
    <pattern id="not-known" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill="var(--surface)" />
      <path d="M0 0V6" stroke="var(--line-strong)" strokeWidth="2" />
    </pattern>
  </defs>
);

const TICK = { fill: "var(--ink-3)", fontSize: 12 };
const MARGIN = { top: 8, right: PLOT.right, bottom: 0, left: 0 };
const TWO_DAYS = 2 * 86_400;

export default function TimeChart(props: TimeChartProps) {
  const { series, measure, steps, colours, onZoom } = props;
  const { bars, names } = series;
  const { picked, handlers } = useDrag(bars.length, ({ first, last }) => {
    const span = spanOf(bars, first, last, steps);
    if (span) onZoom(...span);
  });
  const [isOver, setOver] = useState(false);
  const hatched = hatchedHeight(bars);
  // A captured pointer leaves without the chart's own hover hearing of it, and what is picked must not be covered.
  const isHovered = isOver && picked === null;
  const tick = (at: string) => (bars.length * steps.seconds > TWO_DAYS ? time.shortDay(at, steps.zone) : time.minute(at, steps.zone));
  return (
    // A finger moves the page up and down and picks bars sideways.
    <div className="h-full touch-pan-y [&_*]:outline-none" onPointerEnter={() => setOver(true)} onPointerLeave={() => setOver(false)} {...handlers}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={bars} margin={MARGIN} barCategoryGap={1} accessibilityLayer={false}>
          <Hatch />
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="at" tickFormatter={tick} tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line)" }} minTickGap={48} />
          <YAxis tickFormatter={(value: number) => tickText(measure, value)} tick={TICK} tickLine={false} axisLine={false} width={PLOT.left} />
          <Tooltip content={<Hover {...props} />} wrapperStyle={{ visibility: isHovered ? "visible" : "hidden" }} cursor={isHovered && { fill: "var(--sunken)" }} isAnimationActive={false} />
          {names.map((name) => (
            <Bar key={name} stackId="all" dataKey={(bar: BarData) => bar.parts[name] ?? 0} fill={colours(name)} isAnimationActive={false} />
          ))}
          <Bar stackId="all" dataKey={({ unknown }: BarData) => (unknown.length > 0 ? hatched : 0)} fill="url(#not-known)" isAnimationActive={false} />
          {picked && <ReferenceArea x1={bars[picked.first]?.at} x2={bars[picked.last]?.at} fill="var(--accent)" fillOpacity={0.15} />}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
