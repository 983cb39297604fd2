"use client";

import { useInfiniteQuery } from "@tanstack/react-query";

import type { EvidenceAddress } from "@/features/evidence/address";
import { useProjectId } from "@/features/projects/queries";
import { type Api, unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { Evidence } from "@/lib/api/types";

const FIRST_PAGE = 50;
const MOST_ROWS_A_PAGE = 200;
const OVERVIEW = "/api/projects/{project_id}/evidence" as const;

interface PageAsked {
  cursor: string | null;
  limit: number;
  signal?: AbortSignal;
}

/** Every analysis answers for its figures in the same shape. */
const pathOf = ({ of }: EvidenceAddress): typeof OVERVIEW =>
  of === null ? OVERVIEW : (`/api/projects/{project_id}/${of}/evidence` as typeof OVERVIEW);

function evidencePage(api: Api, id: string, at: EvidenceAddress, page: PageAsked): Promise<Evidence> {
  const { figure, query, options } = at;
  const cursor = page.cursor === null ? {} : { cursor: page.cursor };
  const params = { path: { project_id: id }, query: { ...options, ...query, figure, limit: page.limit, ...cursor } };
  return unwrap(api.backend.GET(pathOf(at), { params, signal: page.signal }));
}

export function useEvidence(at: EvidenceAddress) {
  const api = useApi();
  const id = useProjectId();
  return useInfiniteQuery({
    queryKey: ["evidence", id, at],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      evidencePage(api, id, at, { cursor: pageParam, limit: pageParam === null ? FIRST_PAGE : MOST_ROWS_A_PAGE, signal }),
    getNextPageParam: (last) => last.next_cursor,
  });
}

/** Every contribution of a figure, page by page; `onRows` hears how many have come. */
export async function allContributions(
  api: Api,
  id: string,
  at: EvidenceAddress,
  onRows: (rows: number) => void,
): Promise<Evidence["contributions"]> {
  const rows: Evidence["contributions"] = [];
  let cursor: string | null = null;
  do {
    const page: Evidence = await evidencePage(api, id, at, { cursor, limit: MOST_ROWS_A_PAGE });
    rows.push(...page.contributions);
    onRows(rows.length);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}
