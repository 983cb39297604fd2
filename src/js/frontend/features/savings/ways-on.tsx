"use client";

import Link from "next/link";

import { Skeleton } from "@/components/states";
import { Queued, useAskFirst } from "@/features/ask/ask-first";
import { CHIP } from "@/features/ask/suggestions";
import { useProjectId } from "@/features/projects/queries";
import { useSavingQuestions } from "@/features/savings/queries";
import type { SuggestedQuestion } from "@/lib/api/types";
import { useOnline } from "@/lib/online";

function Questions({ questions }: { questions: readonly SuggestedQuestion[] }) {
  const { run, waiting } = useAskFirst();
  const isOnline = useOnline();
  if (questions.length === 0) return null;
  return (
    <>
      {waiting !== null && !isOnline && <Queued question={waiting} />}
      <ul aria-label="Questions about saving" inert={waiting !== null} className={waiting === null ? "flex flex-wrap gap-1.5" : "flex flex-wrap gap-1.5 opacity-50"}>
        {questions.map(({ question, why }) => (
          <li key={question} className="min-w-0">
            <button type="button" onClick={() => run(question)} title={why} dir="auto" className={CHIP} data-testid="suggestion">
              {question}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

const UNPRICED = "The others cannot be told before a price of these calls is known.";

/** What this page is about, and what else there is: the other levers, each a question that Ask answers. */
export function WaysOn() {
  const project = useProjectId();
  const { data, error } = useSavingQuestions();
  return (
    <section aria-label="Ways to save" data-testid="ways-on" className="grid grid-cols-1 gap-2 print:hidden">
      <p className="text-pretty text-ink-2">
        This page is about prompt caching, one way to save. {data?.questions.length === 0 ? UNPRICED : "Ask works out the others, from all calls of the project."}{" "}
        <Link href={`/projects/${project}/ask`} className="text-accent underline">
          Ask something else
        </Link>
      </p>
      {data ? <Questions questions={data.questions} /> : !error && <Skeleton className="h-7 w-2/3 rounded-full" />}
    </section>
  );
}
