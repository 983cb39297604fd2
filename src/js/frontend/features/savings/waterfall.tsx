import clsx from "clsx";

import { segments, type Segments } from "@/features/savings/scale";

const CHANGE_FILL: Readonly<Record<Segments["direction"], string>> = {
  saves: "border border-dashed border-saving-fill bg-saving-soft",
  adds: "hatch-cost",
  same: "",
};

export interface WaterfallProps {
  cost: string | null;
  pays: boolean;
  baseline: string;
  scale: string;
}

/** One bar of the waterfall; the line marks the baseline on every bar. */
export function Waterfall({ cost: value, pays, baseline, scale }: WaterfallProps) {
  if (value === null) return <div className="hatch h-7 rounded-sm" title="not recorded" />;
  const { cost, change, direction } = segments(value, baseline, scale);
  const mark = segments(baseline, baseline, scale).cost;
  return (
    <div className="relative h-7 rounded-sm bg-sunken" aria-hidden>
      <div className="flex h-full overflow-hidden rounded-sm">
        <div className={clsx("h-full", pays ? "bg-saving-fill" : "bg-base-fill")} style={{ width: `${String(cost)}%` }} />
        <div className={clsx("h-full", CHANGE_FILL[direction])} style={{ width: `${String(change)}%` }} />
      </div>
      <div className="absolute -inset-y-1 border-l-2 border-ink" style={{ left: `calc(${String(mark)}% - 1px)` }} />
    </div>
  );
}
