"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { toast } from "sonner";

import { useImports, useRefreshProject } from "@/features/imports/queries";
import { ended, summary } from "@/features/imports/state";
import { useProjectId } from "@/features/projects/queries";
import type { Import } from "@/lib/api/types";

function announce(job: Import, open: () => void): void {
  if (job.state === "done") {
    toast(`${job.file_name} is read`, { description: summary(job), action: { label: "Open", onClick: open } });
  }
  if (job.state === "failed") toast.error(`${job.file_name} could not be read`, { description: job.error ?? undefined });
}

/** Says on whatever page one is when an import has ended, and shows its calls there. */
export function ImportWatcher() {
  const { data } = useImports();
  const refresh = useRefreshProject();
  const router = useRouter();
  const id = useProjectId();
  const seen = useRef<readonly Import[]>([]);
  useEffect(() => {
    if (!data) return;
    const jobs = ended(seen.current, data);
    seen.current = data;
    if (jobs.length === 0) return;
    void refresh();
    for (const job of jobs) announce(job, () => router.push(`/projects/${id}/overview`));
  }, [data, refresh, router, id]);
  return null;
}
