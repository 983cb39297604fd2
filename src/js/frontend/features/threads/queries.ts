"use client";

import { type InfiniteData, type QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { Thread, ThreadChange, ThreadPage } from "@/lib/api/types";
import { mustRetry, pauseBefore } from "@/lib/api/retry";

const ONE = "/api/threads/{thread_id}" as const;
const LIST = "/api/projects/{project_id}/threads" as const;
const path = (id: string) => ({ params: { path: { thread_id: id } } });
const LISTS = ["threads"] as const;

export function useThreads(search: string) {
  const { backend } = useApi();
  const id = useProjectId();
  return useInfiniteQuery({
    queryKey: [...LISTS, id, search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      unwrap(backend.GET(LIST, { params: { path: { project_id: id }, query: { search, ...(pageParam === null ? {} : { cursor: pageParam }) } }, signal })),
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (before) => before,
  });
}

export function useThread(id: string) {
  const { backend } = useApi();
  return useQuery<Thread>({
    queryKey: ["thread", id],
    queryFn: ({ signal }) => unwrap(backend.GET(ONE, { ...path(id), signal })),
  });
}

export const refreshThreads = (client: QueryClient): void => void client.invalidateQueries({ queryKey: LISTS });

/** Shows a changed thread everywhere at once; the lists are asked for again as well. */
export function putThread(client: QueryClient, id: string, change: Partial<Thread>): void {
  const changed = (thread: Thread): Thread => (thread.id === id ? { ...thread, ...change } : thread);
  client.setQueryData<Thread>(["thread", id], (thread) => thread && changed(thread));
  client.setQueriesData<InfiniteData<ThreadPage>>({ queryKey: LISTS }, (list) =>
    list && { ...list, pages: list.pages.map((page) => ({ ...page, threads: page.threads.map(changed) })) },
  );
  refreshThreads(client);
}

/** The browser names the thread, so that creating it again after a lost answer makes one. Waits while offline. */
export function useCreateThread() {
  const { backend } = useApi();
  const client = useQueryClient();
  const project = useProjectId();
  return useMutation({
    mutationFn: (id: string) => unwrap(backend.POST(LIST, { params: { path: { project_id: project } }, body: { id } })),
    retry: mustRetry,
    retryDelay: pauseBefore,
    onSuccess: (thread) => {
      client.setQueryData(["thread", thread.id], thread);
      client.setQueryData(["runs", thread.id], []);
      refreshThreads(client);
    },
  });
}

export function useChangeThread(id: string) {
  const { backend } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ThreadChange) => unwrap(backend.PATCH(ONE, { ...path(id), body })),
    onSuccess: (thread) => putThread(client, id, thread),
  });
}

export function useDeleteThread() {
  const { backend } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(backend.DELETE(ONE, path(id))),
    onSuccess: () => refreshThreads(client),
  });
}

export function useRestoreThread() {
  const { backend } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(backend.POST("/api/threads/{thread_id}/restore", path(id))),
    onSuccess: (thread) => {
      refreshThreads(client);
      void client.invalidateQueries({ queryKey: ["thread", thread.id] });
    },
  });
}
