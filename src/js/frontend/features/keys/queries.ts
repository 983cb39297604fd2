"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

const keysKey = (projectId: string) => ["keys", projectId] as const;

export function useKeys() {
  const { auth } = useApi();
  const id = useProjectId();
  return useQuery({
    queryKey: keysKey(id),
    queryFn: ({ signal }) => unwrap(auth.GET("/auth/keys", { params: { query: { project_id: id } }, signal })),
  });
}

function useRefresh() {
  const client = useQueryClient();
  const id = useProjectId();
  return () => client.invalidateQueries({ queryKey: keysKey(id) });
}

export function useCreateKey() {
  const { auth } = useApi();
  const id = useProjectId();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (name: string) => unwrap(auth.POST("/auth/keys", { body: { project_id: id, name } })),
    onSuccess,
  });
}

export function useDisableKey() {
  const { auth } = useApi();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (keyId: string) => unwrap(auth.DELETE("/auth/keys/{key_id}", { params: { path: { key_id: keyId } } })),
    onSuccess,
  });
}
