"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartNoAxesColumn } from "lucide-react";

import { Empty, Failure, Loading, Skeleton } from "@/components/states";
import { isFiltered } from "@/features/filters/filters";
import { useFilters } from "@/features/filters/use-filters";
import { Page } from "@/features/frame/page";
import { FirstUse } from "@/features/overview/first-use";
import { NothingMatches } from "@/features/overview/overview";
import { SampleNote } from "@/features/overview/sample-note";
import { useProjectId } from "@/features/projects/queries";
import { Basis } from "@/features/savings/basis";
import { PolicyComparison } from "@/features/savings/comparison";
import { PolicyGroups } from "@/features/savings/groups";
import { Advice } from "@/features/savings/advice";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { PromptCaching } from "@/lib/api/types";

function usePromptCaching() {
  const { backend } = useApi();
  const id = useProjectId();
  const { query } = useFilters();
  return useQuery({
    queryKey: ["prompt-caching", id, query],
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/savings/prompt-caching", { params: { path: { project_id: id }, query }, signal })),
  });
}

function NothingToReplay({ caching }: { caching: PromptCaching }) {
  return (
    <Empty icon={<ChartNoAxesColumn size={28} aria-hidden />} title="These calls cannot be replayed">
      <ul className="grid gap-1">
        {caching.excluded.map(({ reason, calls }) => (
          <li key={reason}>
            {reason} ({calls} calls)
          </li>
        ))}
      </ul>
    </Empty>
  );
}

function Filled({ caching }: { caching: PromptCaching }) {
  const isPartial = caching.excluded.length > 0;
  return (
    <>
      <SampleNote />
      <PolicyComparison caching={caching} />
      <Advice caching={caching} />
      <PolicyGroups by="model" groups={caching.by_model} policies={caching.policies} isPartial={isPartial} />
      <PolicyGroups by="agent" groups={caching.by_agent} policies={caching.policies} isPartial={isPartial} />
      <Basis caching={caching} />
    </>
  );
}

function Waiting() {
  return (
    <Loading what="the replay of prompt caching on these calls">
      <div className="grid gap-4">
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </Loading>
  );
}

function Content() {
  const { filters } = useFilters();
  const caching = usePromptCaching();
  if (caching.error) return <Failure error={caching.error} onRetry={() => void caching.refetch()} />;
  if (!caching.data) return <Waiting />;
  if (caching.data.policies.length > 0 && caching.data.calls > 0) return <Filled caching={caching.data} />;
  if (caching.data.excluded.length > 0) return <NothingToReplay caching={caching.data} />;
  return isFiltered(filters) ? <NothingMatches /> : <FirstUse />;
}

export function SavingsPage() {
  return (
    <Page title="Savings: prompt caching" filtered>
      <Content />
    </Page>
  );
}
