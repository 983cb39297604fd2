"use client";

import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { sayError } from "@/components/say-error";
import { useAsk } from "@/features/ask/context";
import { useProjectId } from "@/features/projects/queries";
import { threadHref } from "@/features/threads/names";
import { useCreateThread } from "@/features/threads/queries";
import { keepDraft } from "@/lib/drafts";
import { newId } from "@/lib/id";

/** Makes a thread and asks in it; a question that could not be asked is a draft of the page of new questions. */
export function useAskFirst() {
  const router = useRouter();
  const project = useProjectId();
  const place = `new.${project}`;
  const create = useCreateThread();
  const ask = useAsk();
  const [tries, setTries] = useState(0);
  const [asked, setAsked] = useState("");
  const run = async (question: string) => {
    const id = newId();
    setAsked(question);
    try {
      await create.mutateAsync(id);
      ask(id, question);
      router.push(threadHref(project, id));
    } catch (error) {
      keepDraft(place, question);
      setTries((count) => count + 1);
      sayError("The question could not be asked", error);
    }
  };
  return { place, run: (question: string) => void run(question), waiting: create.isPending ? asked : null, tries };
}

/** A question that waits for the connection. */
export function Queued({ question }: { question: string }) {
  return (
    <p role="status" dir="auto" className="flex items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 wrap-anywhere" data-testid="queued">
      <Hourglass size={14} aria-hidden className="shrink-0 text-ink-3" /> {question}
    </p>
  );
}
