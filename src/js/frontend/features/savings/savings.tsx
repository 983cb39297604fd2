"use client";

import { Answered } from "@/components/answered";
import { Loading, Skeleton } from "@/components/states";
import { isFiltered } from "@/features/filters/filters";
import { useFilters, useOverview } from "@/features/filters/use-filters";
import { Page } from "@/features/frame/page";
import { FirstUse } from "@/features/overview/first-use";
import { NothingMatches } from "@/features/overview/nothing-matches";
import { SampleNote } from "@/features/overview/sample-note";
import { Basis } from "@/features/savings/basis";
import { CachingNowCard } from "@/features/savings/caching-now";
import { PolicyComparison } from "@/features/savings/comparison";
import { PolicyGroups } from "@/features/savings/groups";
import { Advice } from "@/features/savings/advice";
import { NoReplay } from "@/features/savings/no-replay";
import { usePromptCaching } from "@/features/savings/queries";
import { WaysOn } from "@/features/savings/ways-on";
import type { PromptCaching, Recommendation } from "@/lib/api/types";
import { counted } from "@/lib/format";
import { useIsAfter } from "@/lib/now";

function Filled({ caching, advice }: { caching: PromptCaching; advice: Recommendation }) {
  const isPartial = caching.excluded.length > 0;
  const { billed, policies } = caching;
  return (
    <>
      <SampleNote />
      <WaysOn />
      <PolicyComparison caching={caching} advice={advice} />
      <Advice advice={advice} />
      <PolicyGroups by="model" groups={caching.by_model} billed={billed} policies={policies} isPartial={isPartial} />
      <PolicyGroups by="agent" groups={caching.by_agent} billed={billed} policies={policies} isPartial={isPartial} />
      {billed.has_cached && <CachingNowCard />}
      <Basis caching={caching} />
    </>
  );
}

const SLOW_MS = 1000;

/** What takes the time, once it takes some. */
function Replaying() {
  const { query } = useFilters();
  const { data, isPlaceholderData } = useOverview(query);
  const isSlow = useIsAfter(SLOW_MS);
  const calls = data && !isPlaceholderData ? counted(data.calls, "call") : "the calls";
  return <p className="min-h-5 text-sm text-ink-2">{isSlow && `Replaying ${calls} under each way of caching prompts…`}</p>;
}

function Waiting() {
  return (
    <Loading what="the replay of prompt caching on these calls">
      <div className="grid gap-4">
        <Replaying />
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </Loading>
  );
}

function Content() {
  const { filters } = useFilters();
  const empty = isFiltered(filters) ? <NothingMatches /> : <FirstUse />;
  return (
    <Answered query={usePromptCaching()} waiting={<Waiting />}>
      {(caching) => {
        if (caching.recommendation) return <Filled caching={caching} advice={caching.recommendation} />;
        return caching.excluded.length > 0 ? <NoReplay excluded={caching.excluded} /> : empty;
      }}
    </Answered>
  );
}

export function SavingsPage() {
  return (
    <Page title="Savings: prompt caching" filtered>
      <Content />
    </Page>
  );
}
