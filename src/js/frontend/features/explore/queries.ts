"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import type { FilterQuery } from "@/features/filters/filters";
import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

const ROWS_A_PAGE = 100;

export function useCalls(query: FilterQuery) {
  const { backend } = useApi();
  const id = useProjectId();
  return useInfiniteQuery({
    queryKey: ["calls", id, query],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const params = { path: { project_id: id }, query: { ...query, limit: ROWS_A_PAGE, ...cursor } };
      return unwrap(backend.GET("/api/projects/{project_id}/calls", { params, signal }));
    },
    getNextPageParam: (last) => last.next_cursor,
  });
}

export function useCall(callId: string) {
  const { backend } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: ["call", id, callId],
    queryFn: ({ signal }) =>
      unwrap(
        backend.GET("/api/projects/{project_id}/calls/{call_id}", {
          params: { path: { project_id: id, call_id: callId } },
          signal,
        }),
      ),
  });
}
