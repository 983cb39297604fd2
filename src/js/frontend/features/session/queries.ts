"use client";

import { useQuery } from "@tanstack/react-query";

import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";

/** How one may sign in here. */
export function useAuthConfig() {
  const { auth } = useApi();
  return useQuery({ queryKey: ["auth-config"], queryFn: ({ signal }) => unwrap(auth.GET("/auth/config", { signal })) });
}
