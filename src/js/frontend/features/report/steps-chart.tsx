"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

import type { Bar as BarData, OverTime } from "@/features/report/over-time";
import { tickText } from "@/lib/figure-text";

interface HoverProps {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
}

function Hover({ active, payload }: HoverProps) {
  const bar = payload?.[0]?.payload as BarData | undefined;
  if (!active || !bar) return null;
  return (
    <p className="flex gap-6 rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-high">
      <span className="text-ink-2">{bar.label}</span>
      <span className="font-medium">{bar.words}</span>
    </p>
  );
}

const TICK = { fill: "var(--ink-3)", fontSize: 12 };
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };

/** The bars of one column; on paper as wide as the page, whatever the screen was. */
export default function StepsChart({ chart: { bars, unit } }: { chart: OverTime }) {
  return (
    <div className="h-full [&_*]:outline-none [&_*]:print:[print-color-adjust:exact] print:[&_div]:h-full! print:[&_div]:w-full! print:[&_svg]:h-full! print:[&_svg]:w-full!">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={bars} margin={MARGIN} barCategoryGap={bars.length > 60 ? 1 : "18%"} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" tick={TICK} tickLine={false} axisLine={{ stroke: "var(--line)" }} minTickGap={28} />
          <YAxis tickFormatter={(value: number) => tickText(value, unit)} tick={TICK} tickLine={false} axisLine={false} width={56} />
          <Tooltip content={<Hover />} cursor={{ fill: "var(--sunken)" }} isAnimationActive={false} />
          <Bar stackId="all" dataKey={({ size, isEstimated }: BarData) => (isEstimated ? null : size)} fill="var(--s1)" isAnimationActive={false} maxBarSize={48} />
          {/* An estimate has an open bar, so that it is told from a measurement without its colour. */}
          <Bar stackId="all" dataKey={({ size, isEstimated }: BarData) => (isEstimated ? size : null)} fill="var(--s1)" fillOpacity={0.2} stroke="var(--s1)" strokeDasharray="3 2" isAnimationActive={false} maxBarSize={48} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}
