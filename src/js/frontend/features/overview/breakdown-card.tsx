"use client";

import { useQuery } from "@tanstack/react-query";

import { Answered } from "@/components/answered";
import { Card } from "@/components/card";
import { Segmented } from "@/components/segmented";
import { Loading, Skeleton } from "@/components/states";
import { KINDS } from "@/features/filters/names";
import { useFilters } from "@/features/filters/use-filters";
import { BreakdownCsv } from "@/features/overview/csv-button";
import { GroupRows, lead } from "@/features/overview/groups";
import { type Group, GROUP_CARD, GROUPS, useGroup } from "@/features/overview/use-group";
import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { Breakdown, Overview } from "@/lib/api/types";

const OPTIONS = GROUPS.map((value) => ({ value, title: KINDS[value] }));
const TO_SEND: Readonly<Record<Group, string>> = {
  feature: "Send netra.feature or service.name with each span, or feature with each line of a file.",
  user: "Send user.id with each span, or user_id with each line of a file.",
  session: "Send gen_ai.conversation.id with each span, or session_id with each line of a file.",
};

function useBreakdown(by: Group) {
  const { backend } = useApi();
  const id = useProjectId();
  const { query } = useFilters();
  return useQuery({
    queryKey: ["breakdown", id, by, query],
    queryFn: async ({ signal }) => {
      const params = { path: { project_id: id }, query: { ...query, by } };
      // A table unless CSV is asked for.
      return (await unwrap(backend.GET("/api/projects/{project_id}/breakdown", { params, signal }))) as Breakdown;
    },
  });
}

function leadOf({ rows }: Breakdown, by: Group, overview: Overview): string {
  if (rows.every(({ key }) => key === "")) return `The ${by} was not recorded. ${TO_SEND[by]}`;
  return lead(rows, by, overview.cost.value);
}

const Waiting = () => (
  <Loading what="the table">
    <Skeleton className="m-4 h-40" />
  </Loading>
);

/** Where the money goes by what the log calls its own: features, users, sessions. */
export function BreakdownCard({ overview }: { overview: Overview }) {
  const { group, choose } = useGroup();
  const breakdown = useBreakdown(group);
  const actions = (
    <>
      <Segmented label="Grouped by" value={group} options={OPTIONS} onChange={choose} />
      <BreakdownCsv by={group} />
    </>
  );
  return (
    <div id={GROUP_CARD} className="scroll-mt-32">
      <Card title={`By ${group}`} lead={breakdown.data && leadOf(breakdown.data, group, overview)} actions={actions} flush testId={GROUP_CARD}>
        <Answered query={breakdown} waiting={<Waiting />}>
          {({ rows }) => <GroupRows by={group} rows={rows} overview={overview} />}
        </Answered>
      </Card>
    </div>
  );
}
