"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { toast } from "sonner";

import { useImports, useRefreshProject } from "@/features/imports/queries";
import { ended, isActive, markOf, mustRefresh, type Shown, summary } from "@/features/imports/state";
import { useProjectId } from "@/features/projects/queries";
import type { Import } from "@/lib/api/types";

function announce(job: Import, open: () => void): void {
  if (job.state === "done") {
    toast(`${job.file_name} is read`, { description: summary(job), action: { label: "Open", onClick: open } });
  }
  if (job.state === "failed") toast.error(`${job.file_name} could not be read`, { description: job.error ?? undefined });
}

/** Asks for the page's figures again as imports go on. */
function useFreshFigures(): void {
  const { data, dataUpdatedAt } = useImports();
  const refresh = useRefreshProject();
  const shown = useRef<Shown | null>(null);
  useEffect(() => {
    if (!data) return;
    const isDue = mustRefresh(shown.current, data, dataUpdatedAt);
    if (isDue) void refresh(data.some(isActive));
    if (isDue || shown.current === null) shown.current = { mark: markOf(data), at: dataUpdatedAt };
  }, [data, dataUpdatedAt, refresh]);
}

/** Says on whatever page one is when an import has ended, and shows its calls there. */
export function ImportWatcher() {
  const { data } = useImports();
  const router = useRouter();
  const id = useProjectId();
  const seen = useRef<readonly Import[] | null>(null);
  useFreshFigures();
  useEffect(() => {
    if (!data) return;
    const jobs = ended(seen.current, data);
    seen.current = data;
    for (const job of jobs) announce(job, () => router.push(`/projects/${id}/overview`));
  }, [data, router, id]);
  return null;
}
