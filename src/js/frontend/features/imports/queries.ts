"use client";

import { type Query, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { isActive } from "@/features/imports/state";
import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import { pollEvery } from "@/lib/api/retry";

const POLL_MS = 700;
/** Others import too: another tab, a colleague, the sample at the first start. */
const IDLE_POLL_MS = 10_000;

export const importsKey = (projectId: string) => ["imports", projectId] as const;

/** The project's imports; asked for again and again while one of them is being read. */
export function useImports() {
  const { backend } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: importsKey(id),
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/imports", { params: { path: { project_id: id } }, signal })),
    refetchInterval: ({ state }) => pollEvery(state.data?.some(isActive) ? POLL_MS : IDLE_POLL_MS, state.error),
  });
}

const CHANGED = ["overview", "calls", "evidence", "prompt-caching", "project", "imports"];

/**
 * What the project's pages show is different once calls came or went. Figures that still grow let a slow answer
 * arrive; otherwise an answer that is under way is from before and is asked for anew.
 */
export function useRefreshProject(): (stillGrowing?: boolean) => Promise<void> {
  const client = useQueryClient();
  const id = useProjectId();
  return useCallback(
    async (stillGrowing = false) => {
      const predicate = ({ queryKey: [name, of] }: Query) => name === "projects" || (CHANGED.includes(String(name)) && of === id);
      await client.invalidateQueries({ predicate }, { cancelRefetch: !stillGrowing });
    },
    [client, id],
  );
}

type Act = "cancel" | "undo";
const ACTS = {
  cancel: "/api/projects/{project_id}/imports/{import_id}/cancel",
  undo: "/api/projects/{project_id}/imports/{import_id}/undo",
} as const satisfies Record<Act, string>;

export function useImportAct(act: Act) {
  const { backend } = useApi();
  const id = useProjectId();
  const refresh = useRefreshProject();
  return useMutation({
    mutationFn: (importId: string) =>
      unwrap(backend.POST(ACTS[act], { params: { path: { project_id: id, import_id: importId } } })),
    onSettled: () => refresh(),
  });
}
