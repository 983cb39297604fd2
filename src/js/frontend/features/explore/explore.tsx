"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { Answered } from "@/components/answered";
import { Card } from "@/components/card";
import { LoadMore } from "@/components/load-more";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { CallCost } from "@/features/explore/call-cost";
import { useCalls } from "@/features/explore/queries";
import { useColours } from "@/features/filters/colours";
import { type FilterQuery, isFiltered } from "@/features/filters/filters";
import { agentName, modelName } from "@/features/filters/names";
import { useFilters, useOverview } from "@/features/filters/use-filters";
import { Page } from "@/features/frame/page";
import { CallsCsv } from "@/features/overview/csv-button";
import { FirstUse } from "@/features/overview/first-use";
import { NothingMatches } from "@/features/overview/nothing-matches";
import { SampleNote } from "@/features/overview/sample-note";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import type { Call } from "@/lib/api/types";
import { duration, exactCount, tokens } from "@/lib/format";
import * as time from "@/lib/time";

const Missing = () => <span className="text-unknown">not recorded</span>;

function CallLink({ call, zone }: { call: Call; zone: string }) {
  const { open } = useAddress();
  return (
    <button
      type="button"
      title={time.exact(call.started_at, zone)}
      onClick={(event) => {
        event.stopPropagation();
        open({ call: call.call_id });
      }}
      className="flex items-center gap-1.5 whitespace-nowrap hover:text-accent hover:underline"
    >
      {call.status === "error" && <CircleAlert size={14} className="text-cost" aria-label="Failed" />}
      {time.second(call.started_at, zone)}
    </button>
  );
}

function useColumns(): Column<Call>[] {
  const zone = useZone();
  const colours = useColours();
  return [
    { id: "at", title: `Time (${zone})`, cell: (call) => <CallLink call={call} zone={zone} /> },
    {
      id: "model",
      title: "Model",
      cell: ({ model }) => (
        <span className="flex max-w-52 items-center gap-2" title={modelName(model)}>
          <span className="size-2 shrink-0 rounded-xs" style={{ background: colours(model) }} aria-hidden />
          <span className="truncate">{model === "" ? <Missing /> : model}</span>
        </span>
      ),
    },
    { id: "agent", title: "Agent", cell: ({ agent }) => <span className="block max-w-36 truncate" title={agent}>{agentName(agent)}</span> },
    { id: "session", title: "Session", cell: ({ session_id }) => <span className="block max-w-36 truncate text-ink-2" title={session_id}>{session_id === "" ? <Missing /> : session_id}</span> },
    { id: "input", title: "Input", number: true, cell: ({ usage }) => <span title={exactCount(usage.input_total)}>{tokens(usage.input_total)}</span> },
    { id: "cached", title: "From cache", number: true, cell: ({ usage }) => (usage.cache_recorded ? tokens(usage.cache_read) : <Missing />) },
    { id: "output", title: "Output", number: true, cell: ({ usage }) => <span title={exactCount(usage.output_total)}>{tokens(usage.output_total)}</span> },
    { id: "took", title: "Took", number: true, className: "whitespace-nowrap", cell: ({ duration_ms }) => (duration_ms === null ? <Missing /> : duration(duration_ms)) },
    { id: "cost", title: "Cost", number: true, className: "whitespace-nowrap", cell: (call) => <CallCost call={call} /> },
  ];
}

function Waiting() {
  return (
    <Loading what="calls">
      <Card>
        <div className="grid gap-2">
          {Array.from({ length: 16 }, (_, line) => (
            <Skeleton key={line} className="h-7" />
          ))}
        </div>
      </Card>
    </Loading>
  );
}

/** How many calls the filters choose; said only once it is known for these filters. */
function Total({ query }: { query: FilterQuery }) {
  const { data, isPlaceholderData } = useOverview(query);
  return <span data-testid="explore-calls">{data === undefined || isPlaceholderData ? "…" : exactCount(data.calls)}</span>;
}

function List({ rows, total, more }: { rows: readonly Call[]; total: ReactNode; more: ReactNode }) {
  const columns = useColumns();
  const { open } = useAddress();
  return (
    <>
      <SampleNote />
      <Card title="Calls" lead={<>{exactCount(rows.length)} of {total}, newest first</>} flush actions={<CallsCsv />}>
        <Table label="Calls" columns={columns} rows={rows} rowKey={({ call_id }) => call_id} rowTestId="call-row" saveAs={null} onOpen={({ call_id }) => open({ call: call_id })} />
        {more}
      </Card>
    </>
  );
}

function Content() {
  const { filters, query } = useFilters();
  const calls = useCalls(query);
  const empty = isFiltered(filters) ? <NothingMatches /> : <FirstUse />;
  return (
    <Answered query={calls} waiting={<Waiting />}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.calls);
        return rows.length === 0 ? empty : <List rows={rows} total={<Total query={query} />} more={<LoadMore pages={calls} />} />;
      }}
    </Answered>
  );
}

export function ExplorePage() {
  return (
    <Page title="Explore" filtered>
      <Content />
    </Page>
  );
}
