"use client";

import { FileText, MessageCircle, SearchX } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";

import { Answered } from "@/components/answered";
import { Badge, type Tone } from "@/components/badge";
import { buttonStyle } from "@/components/button";
import { Card } from "@/components/card";
import { CopyButton } from "@/components/copy-button";
import { Segmented } from "@/components/segmented";
import { Empty, Loading, Skeleton } from "@/components/states";
import { useRunEvents, useThreadRuns } from "@/features/ask/context";
import { useRun } from "@/features/ask/queries";
import { hasReport, viewOf } from "@/features/ask/run-view";
import { useFilledIn } from "@/features/ask/thread-views";
import { AGENT_NAMES, tookWords } from "@/features/ask/words";
import { Page } from "@/features/frame/page";
import { useProjectId } from "@/features/projects/queries";
import { EventLine } from "@/features/runs/event-line";
import { agentsOf, rowsOf } from "@/features/runs/event-rows";
import { threadHref } from "@/features/threads/names";
import { useAddress } from "@/lib/address";
import { asApiError } from "@/lib/api/errors";
import type { Run, RunState } from "@/lib/api/types";
import { counted } from "@/lib/format";
import type { RunEvent } from "@/lib/socket/messages";

const STATES: Readonly<Record<RunState, { words: string; tone: Tone }>> = {
  queued: { words: "Waiting", tone: "neutral" },
  running: { words: "Working", tone: "accent" },
  completed: { words: "Completed", tone: "saving" },
  failed: { words: "Failed", tone: "cost" },
  cancelled: { words: "Stopped", tone: "unknown" },
};

const Waiting = () => (
  <Loading what="the events of the run">
    <Skeleton className="h-96 rounded-lg" />
  </Loading>
);

const EVERYBODY = "all";

function Events({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const { params, set } = useAddress();
  const rows = rowsOf(events);
  const agents = agentsOf(rows);
  const chosen = agents.find((name) => name === params.get("agent"));
  const shown = chosen ? rows.filter(({ agent }) => agent === chosen) : rows;
  const options = [{ value: EVERYBODY, title: "All" }, ...agents.map((name) => ({ value: name, title: AGENT_NAMES[name] }))];
  const lead = chosen ? `${shown.length} of ${counted(rows.length, "event")}` : counted(rows.length, "event");
  const filter = (
    <div className="overflow-x-auto px-4 pb-3">
      <Segmented label="Agent" value={chosen ?? EVERYBODY} options={options} onChange={(value) => set({ agent: value === EVERYBODY ? null : value })} />
    </div>
  );
  return (
    <Card title="Events" lead={lead} flush>
      {agents.length > 1 && filter}
      <ol aria-label={`Events of ${run.question}`} className="border-t border-line">
        {shown.map((row) => (
          <EventLine key={row.event.seq} row={row} />
        ))}
      </ol>
    </Card>
  );
}

function Head({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const project = useProjectId();
  const view = viewOf(events, run.thread_id, run.id);
  const state = STATES[events.length > 0 && view.phase !== "asked" && view.phase !== "refused" ? view.phase : run.state];
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <h2 dir="auto" className="text-xl font-semibold tracking-tight wrap-anywhere">
          {run.question}
        </h2>
        <p className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
          <Badge tone={state.tone}>{state.words}</Badge> {tookWords(view)}
          <span className="flex items-center gap-1 text-xs text-ink-3">
            Run <code className="wrap-anywhere">{run.id}</code> <CopyButton text={run.id} label="Copy the id of the run" />
          </span>
        </p>
      </div>
      <div className="flex gap-1.5">
        <Link href={`${threadHref(project, run.thread_id)}?run=${run.id}`} className={buttonStyle()}>
          <MessageCircle size={14} aria-hidden /> Thread
        </Link>
        {hasReport(view) && (
          <Link href={`/projects/${project}/reports/${run.id}`} className={buttonStyle()}>
            <FileText size={14} aria-hidden /> Report
          </Link>
        )}
      </div>
    </div>
  );
}

/** Live while the run goes on; told over HTTP when it has ended. */
function Shown({ run }: { run: Run }) {
  useThreadRuns(run.thread_id);
  const live = useRunEvents(run.id);
  const isEnded = run.finished_at !== null;
  const stored = useFilledIn(viewOf(live, run.thread_id, run.id), isEnded);
  const query = live.length > 0 ? { ...stored, data: live, error: null } : stored;
  return (
    <Answered query={query} waiting={<Waiting />}>
      {(events) => (
        <>
          <Head run={run} events={events} />
          <Events run={run} events={events} />
        </>
      )}
    </Answered>
  );
}

function NoRun() {
  const project = useProjectId();
  return (
    <Empty
      icon={<SearchX size={28} aria-hidden />}
      title="This run is not there"
      actions={
        <Link href={`/projects/${project}/ask`} className={buttonStyle("primary")}>
          Go to Ask
        </Link>
      }
    >
      Its thread was deleted, or belongs to somebody who has not shared it.
    </Empty>
  );
}

function Content() {
  const { runId } = useParams<{ runId: string }>();
  const run = useRun(runId);
  if (!run.data && [404, 410, 422].includes(asApiError(run.error).status ?? 0)) return <NoRun />;
  return (
    <Answered query={run} waiting={<Waiting />}>
      {(data) => <Shown key={data.id} run={data} />}
    </Answered>
  );
}

/** Everything that happened in a run, for the curious. */
export function InspectorPage() {
  return (
    <Page title="Run">
      <Content />
    </Page>
  );
}
