"use client";

import Link from "next/link";

import { Answered } from "@/components/answered";
import { Card } from "@/components/card";
import { Queued, useAskFirst } from "@/features/ask/ask-first";
import { QuestionList, QuestionsWaiting } from "@/features/ask/suggestions";
import { useProjectId } from "@/features/projects/queries";
import { useSavingQuestions } from "@/features/savings/queries";
import type { SuggestedQuestion } from "@/lib/api/types";
import { useOnline } from "@/lib/online";

function Questions({ questions }: { questions: readonly SuggestedQuestion[] }) {
  const { run, waiting } = useAskFirst();
  const isOnline = useOnline();
  if (questions.length === 0) return <p className="text-ink-2">None can be answered before a price of these calls is known.</p>;
  return (
    <>
      {waiting !== null && !isOnline && <Queued question={waiting} />}
      <div inert={waiting !== null} className={waiting === null ? undefined : "opacity-50"}>
        <QuestionList label="Questions about saving" questions={questions} onAsk={run} />
      </div>
    </>
  );
}

/** Leads on to what needs no prompts. */
export function WaysOn() {
  const project = useProjectId();
  return (
    <Card title="Where else to save" lead="Questions that need no prompts. Ask answers them from all calls of the project." testId="ways-on">
      <div className="grid gap-3">
        <Answered query={useSavingQuestions()} waiting={<QuestionsWaiting what="questions about saving" count={4} />}>
          {({ questions }) => <Questions questions={questions} />}
        </Answered>
        <Link href={`/projects/${project}/ask`} className="w-fit text-sm text-accent underline">
          Ask something else
        </Link>
      </div>
    </Card>
  );
}
