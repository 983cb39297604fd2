"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { NewKeyRequest } from "@/lib/api/types";

/** So long a key that was replaced is still taken. */
export const OVERLAP_HOURS = 24;

export type AskedKey = Omit<NewKeyRequest, "project_id">;

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
    mutationFn: (asked: AskedKey) => unwrap(auth.POST("/auth/keys", { body: { project_id: id, ...asked } })),
    onSuccess,
  });
}

export function useRotateKey() {
  const { auth } = useApi();
  const onSuccess = useRefresh();
  return useMutation({
    mutationFn: (keyId: string) => unwrap(auth.POST("/auth/keys/{key_id}/rotate", { params: { path: { key_id: keyId } }, body: { overlap_hours: OVERLAP_HOURS } })),
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
