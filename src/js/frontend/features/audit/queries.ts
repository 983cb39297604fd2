"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { isAction } from "@/features/audit/words";
import { useAddress } from "@/lib/address";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { AuditAction } from "@/lib/api/types";
import { saveFrom } from "@/lib/download";

const AUDIT = ["audit"] as const;

export type ExportFormat = "csv" | "jsonl";

export interface AuditFilters {
  action?: AuditAction[];
  text?: string;
  from?: string;
  to?: string;
}

/** Which entries the address asks for. */
export function useAuditFilters(): AuditFilters {
  const { params } = useAddress();
  const action = params.getAll("action").filter(isAction);
  const said = (name: "text" | "from" | "to") => {
    const value = params.get(name);
    return value === null ? {} : { [name]: value };
  };
  return { ...(action.length > 0 ? { action } : {}), ...said("text"), ...said("from"), ...said("to") };
}

export function useAudit(filters: AuditFilters) {
  const { auth } = useApi();
  return useInfiniteQuery({
    queryKey: [...AUDIT, "entries", filters],
    // What was done elsewhere a moment ago is what one comes to see.
    staleTime: 0,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return unwrap(auth.GET("/auth/audit", { params: { query: { ...filters, ...cursor } }, signal }));
    },
    getNextPageParam: (last) => last.next_cursor,
  });
}

/** Computes the chain again when asked to: ten seconds for a hundred thousand entries. */
export function useVerifyAudit() {
  const { auth } = useApi();
  return useMutation({ mutationFn: () => unwrap(auth.GET("/auth/audit/verify")) });
}

function queryOf({ action = [], ...rest }: AuditFilters, format: ExportFormat): string {
  const query = new URLSearchParams({ ...rest, format });
  for (const one of action) query.append("action", one);
  return query.toString();
}

export function useAuditExport(filters: AuditFilters) {
  const api = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (format: ExportFormat) => saveFrom(api, "auth", `/auth/audit/export?${queryOf(filters, format)}`, `netra-audit.${format}`),
    // An export is an entry itself.
    onSettled: () => client.invalidateQueries({ queryKey: AUDIT }),
  });
}
