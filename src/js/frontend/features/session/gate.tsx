"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";

import { Problem } from "@/components/states";
import { useApi, useSession } from "@/lib/api/context";
import type { SessionState } from "@/lib/api/session";

function useRestoredSession() {
  const { session } = useApi();
  return useQuery({
    queryKey: ["session"],
    queryFn: async () => session.state().status === "signed-in" || session.refresh(),
    staleTime: Infinity,
    gcTime: Infinity,
  });
}

const OF_NOBODY: readonly unknown[] = ["config", "auth-config", "session"];

/** Nothing that the last person saw may wait for the next one. */
const forgetAnswers = (client: QueryClient) =>
  client.removeQueries({ predicate: ({ queryKey: [name] }) => !OF_NOBODY.includes(name) });

/** Sends whoever is signed out to sign in, or on to their provider: back to this page only after a session that ran out. */
function useWayOut(session: SessionState): void {
  const client = useQueryClient();
  const router = useRouter();
  const path = usePathname();
  useEffect(() => {
    if (session.status !== "signed-out") return;
    forgetAnswers(client);
    if (session.onwards !== undefined) {
      window.location.assign(session.onwards);
      return;
    }
    const wanted = path + window.location.search;
    router.replace(session.left ? "/sign-in" : `/sign-in?next=${encodeURIComponent(wanted)}`);
  }, [session, client, path, router]);
}

/** Forgets what was read when a renewal shows that another tab has gone on as somebody else, or elsewhere. */
function useOneReader(session: SessionState): void {
  const client = useQueryClient();
  const reader = session.user === null ? null : `${session.user.id} ${session.user.organization.id}`;
  const last = useRef(reader);
  useEffect(() => {
    if (last.current !== null && reader !== null && last.current !== reader) client.clear();
    last.current = reader ?? last.current;
  }, [client, reader]);
}

/** Shows its children to people who are signed in and sends others to sign in first. */
export function SessionGate({ children }: { children: ReactNode }) {
  const restored = useRestoredSession();
  const session = useSession();
  useWayOut(session);
  useOneReader(session);
  if (restored.error && session.status !== "signed-in") {
    return <Problem error={restored.error} onRetry={() => void restored.refetch()} />;
  }
  return session.status === "signed-in" ? children : null;
}
