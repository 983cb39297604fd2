"use client";

import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { sayError } from "@/components/say-error";
import { Composer } from "@/features/ask/composer";
import { useAsk } from "@/features/ask/context";
import { Suggestions } from "@/features/ask/suggestions";
import { ToBegin } from "@/features/ask/to-begin";
import { useProject, useProjectId } from "@/features/projects/queries";
import { threadHref } from "@/features/threads/names";
import { useCreateThread } from "@/features/threads/queries";
import { keepDraft } from "@/lib/drafts";
import { counted } from "@/lib/format";
import { newId } from "@/lib/id";
import { useOnline } from "@/lib/online";

/** Makes a thread and asks in it; a question that could not be asked is a draft again. */
function useAskFirst(place: string) {
  const router = useRouter();
  const project = useProjectId();
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
  return { run: (question: string) => void run(question), waiting: create.isPending ? asked : null, tries };
}

function Lead() {
  const { data } = useProject();
  return (
    <div className="grid gap-1">
      <h2 className="text-2xl font-semibold tracking-tight text-balance">What do you want to know about your calls?</h2>
      <p className="text-ink-2">
        {data?.calls === 0 ? "There are none yet: import a file or send some, then ask. " : data ? `${counted(data.calls, "call")} of ${data.name}. ` : ""}
        Each number in an answer opens the calls behind it, and what is not known is said.
      </p>
    </div>
  );
}

/** A new question: what to ask, and why, from the project's own calls. */
export function AskHome() {
  const place = `new.${useProjectId()}`;
  const { run, waiting, tries } = useAskFirst(place);
  const isWaiting = waiting !== null;
  const isOnline = useOnline();
  return (
    <div className="min-h-0 overflow-y-auto lg:h-full">
      <div className="mx-auto grid w-full max-w-3xl gap-6 px-4 pt-8 pb-28 md:px-6 md:pb-10 lg:pt-[12vh]">
        <Lead />
        <ToBegin />
        <Composer key={tries} place={place} onSend={run} isWaiting={isWaiting && isOnline} placeholder="How do I spend less without losing quality?" takesFocus />
        {isWaiting && !isOnline && (
          <p role="status" dir="auto" className="flex items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 wrap-anywhere" data-testid="queued">
            <Hourglass size={14} aria-hidden className="shrink-0 text-ink-3" /> {waiting}
          </p>
        )}
        <section aria-label="Questions to begin with" inert={isWaiting} className={isWaiting ? "opacity-50" : undefined}>
          <Suggestions onAsk={run} />
        </section>
      </div>
    </div>
  );
}
