"use client";

import { Square } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/button";
import { useConversations } from "@/features/ask/context";
import { currentAgent, type RunView } from "@/features/ask/run-view";
import { AGENT_NAMES } from "@/features/ask/words";
import { duration } from "@/lib/format";
import { useNow } from "@/lib/now";

function nowWords(view: RunView): string {
  const agent = currentAgent(view);
  if (!agent) return "Waiting";
  // It hands the question from one to the next, and goes on for as long as the run does.
  if (agent.agent === "supervisor" && view.agents.length > 1) return "Supervisor: what comes next";
  const tool = agent.tools.findLast(({ state }) => state === "running");
  return `${AGENT_NAMES[agent.agent]}: ${tool?.title ?? agent.title}`;
}

function Elapsed({ since }: { since: string }) {
  const ms = useNow(1000) - Date.parse(since);
  return ms < 1000 ? null : <span className="shrink-0 text-xs text-ink-3">{duration(Math.floor(ms / 1000) * 1000)}</span>;
}

/** What is being done now, and the way to stop it; stands above the composer, so it is never scrolled away. */
export function StopBar({ view }: { view: RunView }) {
  const conversations = useConversations();
  const [isStopping, setStopping] = useState(false);
  const stop = () => {
    setStopping(true);
    conversations.stop(view.id);
  };
  return (
    <div className="flex items-center gap-2 rounded-lg border border-line bg-surface py-1 pr-1 pl-3 text-sm shadow-low" data-testid="stop-bar">
      <span aria-hidden className="pulse size-2 shrink-0 rounded-full bg-accent" />
      <span dir="auto" className="min-w-0 flex-1 truncate text-ink-2">
        {nowWords(view)}
      </span>
      {view.askedAt && <Elapsed since={view.askedAt} />}
      <Button size="small" onClick={stop} disabled={isStopping} data-testid="stop">
        <Square size={11} aria-hidden fill="currentColor" /> {isStopping ? "Stopping…" : "Stop"}
      </Button>
    </div>
  );
}
