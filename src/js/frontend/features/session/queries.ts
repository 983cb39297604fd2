"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";

import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

/** How one may sign in here. */
export function useAuthConfig() {
  const { auth } = useApi();
  return useQuery({ queryKey: ["auth-config"], queryFn: ({ signal }) => unwrap(auth.GET("/auth/config", { signal })) });
}

/** Goes on in another organization, where nothing that was read of this one may stay. */
export function useSwitchOrganization() {
  const { auth, session } = useApi();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: async (organization_id: string) => {
      await unwrap(auth.POST("/auth/switch", { body: { organization_id } }));
      await session.refresh();
      client.clear();
    },
    onSuccess: () => router.replace("/"),
  });
}
