"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { toast } from "sonner";

import { Conversations, type OnEnd } from "@/features/ask/conversations";
import { runsKey } from "@/features/ask/queries";
import type { RunView } from "@/features/ask/run-view";
import { RunStore } from "@/features/ask/store";
import { useProjectId } from "@/features/projects/queries";
import { threadHref } from "@/features/threads/names";
import { putThread } from "@/features/threads/queries";
import { useSession } from "@/lib/api/context";
import { newId } from "@/lib/id";
import { useSocket } from "@/lib/socket/context";
import { isEnd, type RunEvent, type StartRun } from "@/lib/socket/messages";

const AskContext = createContext<Conversations | null>(null);

/** What was asked for over HTTP is old once the socket says more. */
function refresh(client: QueryClient, event: RunEvent): void {
  if (event.type === "thread_renamed") putThread(client, event.thread_id, { title: event.payload.title });
  if (!isEnd(event) && event.type !== "run_queued") return;
  void client.invalidateQueries({ queryKey: runsKey(event.thread_id) });
  void client.invalidateQueries({ queryKey: ["run", event.run_id] });
}

/** A replay tells again what is known: only what happened just now makes anything old. */
const isRecent = ({ at }: RunEvent): boolean => Date.now() - Date.parse(at) < 60_000;

/** Says that a question was answered whose page was left. */
function useSayEnd(): OnEnd {
  const router = useRouter();
  return useCallback(
    (view, projectId) => {
      const href = threadHref(projectId, view.threadId);
      if (window.location.pathname === href) return;
      const words = view.phase === "completed" ? "Answered" : view.phase === "cancelled" ? "Stopped" : "It could not be answered";
      toast(words, { description: view.question, action: { label: "Open", onClick: () => router.push(href) } });
    },
    [router],
  );
}

export function AskProvider({ children }: { children: ReactNode }) {
  const socket = useSocket();
  const client = useQueryClient();
  const [conversations] = useState(() => new Conversations(socket, new RunStore()));
  const sayEnd = useSayEnd();
  useEffect(() => conversations.listen(sayEnd), [conversations, sayEnd]);
  useEffect(() => socket.onEvent((event) => isRecent(event) && refresh(client, event)), [socket, client]);
  return <AskContext value={conversations}>{children}</AskContext>;
}

export function useConversations(): Conversations {
  const conversations = useContext(AskContext);
  if (conversations === null) throw new Error("useConversations needs an AskProvider above it.");
  return conversations;
}

/** Hears of a thread while it is shown; its runs as far as they are known. */
export function useThreadRuns(threadId: string | null): readonly RunView[] {
  const socket = useSocket();
  const { store } = useConversations();
  useEffect(() => (threadId === null ? undefined : socket.follow(threadId)), [socket, threadId]);
  const runs = () => store.thread(threadId ?? "");
  return useSyncExternalStore(store.subscribe, runs, runs);
}

export function useRunEvents(runId: string): readonly RunEvent[] {
  const { store } = useConversations();
  const events = () => store.events(runId);
  return useSyncExternalStore(store.subscribe, events, events);
}

export type Ask = (question: string, chosen?: StartRun["chosen"]) => void;

/** Asks in a thread. */
export function useAsk(): (threadId: string, ...asked: Parameters<Ask>) => void {
  const conversations = useConversations();
  const userId = useSession().user?.id ?? null;
  const projectId = useProjectId();
  return useMemo(
    () => (threadId, question, chosen) =>
      conversations.ask({ thread_id: threadId, run_id: newId(), question, ...(chosen ? { chosen } : {}) }, { userId, projectId }),
    [conversations, userId, projectId],
  );
}
