"use client";

import { useQuery } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useEffect } from "react";

import { Problem } from "@/components/states";
import { useApi, useSession } from "@/lib/api/context";

function useRestoredSession() {
  const { session } = useApi();
  return useQuery({
    queryKey: ["session"],
    queryFn: async () => session.state().status === "signed-in" || session.refresh(),
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

/** Shows its children to people who are signed in and sends others to sign in first. */
export function SessionGate({ children }: { children: ReactNode }) {
  const restored = useRestoredSession();
  const { status } = useSession();
  const router = useRouter();
  const path = usePathname();
  const isSignedOut = restored.isSuccess && status === "signed-out";
  useEffect(() => {
    if (!isSignedOut) return;
    const wanted = path + window.location.search;
    router.replace(`/sign-in?next=${encodeURIComponent(wanted)}`);
  }, [isSignedOut, path, router]);
  if (restored.error && status !== "signed-in") {
    return <Problem error={restored.error} onRetry={() => void restored.refetch()} />;
  }
  return status === "signed-in" ? children : null;
}
