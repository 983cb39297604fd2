"use client";

import { useQuery } from "@tanstack/react-query";

import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { RunEvent } from "@/lib/socket/messages";

const run = (id: string) => ({ params: { path: { run_id: id } } });

export const runsKey = (threadId: string) => ["runs", threadId] as const;

export function useRuns(threadId: string) {
  const { backend } = useApi();
  return useQuery({
    queryKey: runsKey(threadId),
    queryFn: ({ signal }) => unwrap(backend.GET("/api/threads/{thread_id}/runs", { params: { path: { thread_id: threadId } }, signal })),
  });
}

export function useRun(runId: string) {
  const { backend } = useApi();
  return useQuery({
    queryKey: ["run", runId],
    queryFn: ({ signal }) => unwrap(backend.GET("/api/runs/{run_id}", { ...run(runId), signal })),
  });
}

/** The events of a run without the socket, for when that does not open. */
export function useStoredEvents(runId: string, isAsked: boolean) {
  const { backend } = useApi();
  return useQuery({
    queryKey: ["run-events", runId],
    queryFn: async ({ signal }) => (await unwrap(backend.GET("/api/runs/{run_id}/events", { ...run(runId), signal }))).events as RunEvent[],
    enabled: isAsked,
  });
}

/** A report never changes once it is there. */
export function useReport(runId: string | null) {
  const { backend } = useApi();
  return useQuery({
    queryKey: ["report", runId],
    queryFn: ({ signal }) => unwrap(backend.GET("/api/runs/{run_id}/report", { ...run(runId ?? ""), signal })),
    enabled: runId !== null,
    staleTime: Infinity,
  });
}

export function useStepResult(runId: string, resultId: string, isAsked: boolean) {
  const { backend } = useApi();
  return useQuery({
    queryKey: ["run-result", runId, resultId],
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/runs/{run_id}/results/{result_id}", { params: { path: { run_id: runId, result_id: resultId } }, signal })),
    enabled: isAsked,
    staleTime: Infinity,
  });
}

export function useSuggestedQuestions() {
  const { backend } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: ["suggested-questions", id],
    queryFn: ({ signal }) => unwrap(backend.GET("/api/projects/{project_id}/suggested-questions", { params: { path: { project_id: id } }, signal })),
  });
}
