"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";

import { type Filters, type FilterQuery, readFilters, toQuery } from "@/features/filters/filters";
import { useProjectId } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

export function useFilters(): { filters: Filters; query: FilterQuery } {
  const { params } = useAddress();
  return useMemo(() => {
    const filters = readFilters(params);
    return { filters, query: toQuery(filters) };
  }, [params]);
}

/** The overview of the calls that `query` chooses; with none it also feeds the filter menus. */
export function useOverview(query: FilterQuery) {
  const { backend } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: ["overview", id, query],
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/overview", { params: { path: { project_id: id }, query }, signal })),
    placeholderData: (previous, last) => (last?.queryKey[1] === id ? previous : undefined),
  });
}

const EVERYTHING: FilterQuery = {};

/** What the filters may be set to, and the time all calls of the project span. */
export function useChoices() {
  const { data } = useOverview(EVERYTHING);
  return { filters: data?.filters, time: data?.time };
}
