"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

/** Goes for good: signed out here and in all other tabs. */
export function useDeleteAccount() {
  const { auth, session } = useApi();
  return useMutation({
    mutationFn: async (confirm: string) => {
      await unwrap(auth.DELETE("/auth/me", { body: { confirm } }));
      await session.signOut();
    },
  });
}

/** Goes on where else the person works, with nothing of what was read before. */
function useGoOn() {
  const { session } = useApi();
  const client = useQueryClient();
  const router = useRouter();
  return async () => {
    await session.refresh();
    client.clear();
    router.replace("/");
  };
}

export function useDeleteOrganization() {
  const { auth } = useApi();
  const goOn = useGoOn();
  return useMutation({
    mutationFn: async (confirm: string) => {
      await unwrap(auth.DELETE("/auth/organization", { body: { confirm } }));
      await goOn();
    },
  });
}

export function useDeletedOrganizations() {
  const { auth } = useApi();
  return useQuery({ queryKey: ["deleted-organizations"], queryFn: ({ signal }) => unwrap(auth.GET("/auth/organizations/deleted", { signal })) });
}

export function useRestoreOrganization() {
  const { auth } = useApi();
  const goOn = useGoOn();
  return useMutation({
    mutationFn: async (organization_id: string) => {
      await unwrap(auth.POST("/auth/organizations/{organization_id}/restore", { params: { path: { organization_id } } }));
      await goOn();
    },
  });
}
