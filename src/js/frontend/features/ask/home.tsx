"use client";

import { Queued, useAskFirst } from "@/features/ask/ask-first";
import { Composer } from "@/features/ask/composer";
import { Suggestions } from "@/features/ask/suggestions";
import { ToBegin } from "@/features/ask/to-begin";
import { useProject } from "@/features/projects/queries";
import { counted } from "@/lib/format";
import { useOnline } from "@/lib/online";

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
  const { place, run, waiting, tries } = useAskFirst();
  const isWaiting = waiting !== null;
  const isOnline = useOnline();
  return (
    <div className="min-h-0 overflow-y-auto lg:h-full">
      <div className="mx-auto grid w-full max-w-3xl gap-6 px-4 pt-8 pb-28 md:px-6 md:pb-10 lg:pt-[12vh]">
        <Lead />
        <ToBegin />
        <Composer key={tries} place={place} onSend={run} isWaiting={isWaiting && isOnline} placeholder="How do I spend less without losing quality?" takesFocus />
        {isWaiting && !isOnline && <Queued question={waiting} />}
        <section aria-label="Questions to begin with" inert={isWaiting} className={isWaiting ? "opacity-50" : undefined}>
          <Suggestions onAsk={run} />
        </section>
      </div>
    </div>
  );
}
