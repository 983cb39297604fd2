"use client";

import Link from "next/link";

import { Progress } from "@/features/imports/progress";
import { useImports } from "@/features/imports/queries";
import { isActive, progressOf } from "@/features/imports/state";
import { useProjectId } from "@/features/projects/queries";
import { counted } from "@/lib/format";

/**
 * Says under the figures that they are not whole yet. It floats at the lower edge, so nothing jumps when it comes or
 * goes; only the sentence is a status, as a count read aloud at every step would be noise.
 */
export function ImportNotice() {
  const id = useProjectId();
  const jobs = useImports().data?.filter(isActive) ?? [];
  const [first] = jobs;
  if (first === undefined) return null;
  const what = jobs.length === 1 ? first.file_name : counted(jobs.length, "file");
  const rows = jobs.reduce((sum, { rows_written }) => sum + rows_written, 0);
  return (
    <aside
      aria-label="Imports going on"
      data-testid="import-notice"
      className="sticky bottom-20 z-10 mx-4 mb-4 flex w-fit max-w-[calc(100%-2rem)] flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-high md:bottom-4 md:mx-6"
    >
      <p role="status">Still reading {what}. Figures grow until it is done.</p>
      <span className="text-ink-2 tabular-nums">{counted(rows, "call")} so far</span>
      <div className="w-24">
        <Progress label={`Reading ${what}`} value={jobs.length === 1 ? progressOf(first) : null} />
      </div>
      <Link href={`/projects/${id}/imports`} className="text-accent underline">
        Imports
      </Link>
    </aside>
  );
}
