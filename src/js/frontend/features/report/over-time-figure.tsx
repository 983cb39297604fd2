"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";

import { Segmented } from "@/components/segmented";
import { Skeleton } from "@/components/states";
import { overTime, type TimedTable } from "@/features/report/over-time";

const StepsChart = dynamic(() => import("@/features/report/steps-chart"), {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

/** The table below it, drawn; whoever does not see it has its sentence and the table. */
export function OverTimeFigure({ table }: { table: TimedTable }) {
  const [chosen, setChosen] = useState(table.measures[0]?.at ?? 1);
  const chart = useMemo(() => overTime(table, chosen), [table, chosen]);
  const hasEstimates = chart.bars.some(({ isEstimated }) => isEstimated);
  return (
    <figure aria-label={`${chart.title} over time. ${chart.lead} The table below has every value.`} className="grid grid-cols-1 gap-2 px-4 pb-3 print:break-inside-avoid print:px-0" data-testid="over-time">
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 text-sm text-ink-2">
        <span className="min-w-0 flex-1 basis-80 text-pretty">
          {chart.lead} {hasEstimates && "Open bars are estimated."}
        </span>
        {table.measures.length > 1 && (
          <span className="max-w-full overflow-x-auto print:hidden">
            <Segmented label="Drawn" value={String(chosen)} options={table.measures.map(({ at, title }) => ({ value: String(at), title }))} onChange={(at) => setChosen(Number(at))} />
          </span>
        )}
      </figcaption>
      <div className="h-48 select-none" aria-hidden>
        <StepsChart chart={chart} />
      </div>
    </figure>
  );
}
