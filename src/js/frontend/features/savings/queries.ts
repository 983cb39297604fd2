"use client";

import { useQuery } from "@tanstack/react-query";

import { useFilters } from "@/features/filters/use-filters";
import { useProjectId } from "@/features/projects/queries";
import type { CachingBy } from "@/features/savings/use-caching-by";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

export function usePromptCaching() {
  const { backend } = useApi();
  const id = useProjectId();
  const { query } = useFilters();
  return useQuery({
    queryKey: ["prompt-caching", id, query],
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/savings/prompt-caching", { params: { path: { project_id: id }, query }, signal })),
  });
}

/** What caching comes to as billed, which needs no prompts. */
export function useCachingNow(by: CachingBy) {
  const { backend } = useApi();
  const id = useProjectId();
  const { query } = useFilters();
  return useQuery({
    queryKey: ["caching-now", id, query, by],
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/savings/caching-now", { params: { path: { project_id: id }, query: { ...query, by } }, signal })),
    placeholderData: (previous, last) => (last?.queryKey[1] === id ? previous : undefined),
  });
}

export function useSavingQuestions() {
  const { backend } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: ["saving-questions", id],
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/savings/questions", { params: { path: { project_id: id } }, signal })),
  });
}
