"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { isActive } from "@/features/imports/state";
import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

const POLL_MS = 700;

export const importsKey = (projectId: string) => ["imports", projectId] as const;

/** The project's imports; asked for again and again while one of them is being read. */
export function useImports() {
  const { backend } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: importsKey(id),
    queryFn: ({ signal }) =>
      unwrap(backend.GET("/api/projects/{project_id}/imports", { params: { path: { project_id: id } }, signal })),
    refetchInterval: (query) => (query.state.data?.some(isActive) ? POLL_MS : false),
  });
}

/** What the project's pages show is different once calls came or went. */
export function useRefreshProject(): () => Promise<void> {
  const client = useQueryClient();
  const id = useProjectId();
  return async () => {
    const changed = ["overview", "calls", "evidence", "prompt-caching", "project", "imports"];
    await client.invalidateQueries({
      predicate: ({ queryKey: [name, of] }) => name === "projects" || (changed.includes(String(name)) && of === id),
    });
  };
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
    onSettled: refresh,
  });
}
