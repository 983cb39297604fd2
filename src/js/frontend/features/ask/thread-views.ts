"use client";

import { useEffect } from "react";

import { useConversations, useThreadRuns } from "@/features/ask/context";
import { useRuns, useStoredEvents } from "@/features/ask/queries";
import { emptyView, type RunView } from "@/features/ask/run-view";
import type { Run } from "@/lib/api/types";

/** A run as far as its row tells it. */
const rowView = (run: Run): RunView => ({
  ...emptyView(run.thread_id, run.id),
  question: run.question,
  askedBy: run.asked_by,
  askedAt: run.created_at,
  phase: run.state,
});

/** What the socket has told of a run; its row while that is less, since a replay under way would look like work under way. */
function told(run: Run, live: RunView | undefined): RunView {
  if (!live || live.seq === 0) return rowView(run);
  const isWorking = run.state === "queued" || run.state === "running";
  return isWorking || live.seq >= run.last_seq ? live : rowView(run);
}

const byTime = (left: Run, right: Run): number => Date.parse(left.created_at) - Date.parse(right.created_at);

/** Rows and live views as one list, in the order of the questions. */
export function merged(rows: readonly Run[], live: readonly RunView[]): RunView[] {
  const byId = new Map(live.map((view) => [view.id, view]));
  const known = new Set(rows.map(({ id }) => id));
  const stored = rows.toSorted(byTime).map((run) => told(run, byId.get(run.id)));
  return [...stored, ...live.filter(({ id }) => !known.has(id))];
}

/** The runs of a thread, told by its rows at first and by the socket from then on. */
export function useThreadViews(threadId: string) {
  const rows = useRuns(threadId);
  const live = useThreadRuns(threadId);
  return { rows, views: merged(rows.data ?? [], live) };
}

/** Fills in what a finished run did when the socket has not told it. */
export function useFilledIn(view: RunView, isAsked: boolean) {
  const { store } = useConversations();
  const stored = useStoredEvents(view.id, isAsked && view.seq === 0);
  useEffect(() => stored.data?.forEach((event) => store.take(event)), [stored.data, store]);
  return stored;
}
