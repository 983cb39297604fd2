"use client";

import { ArrowUpRight } from "lucide-react";
import { useState } from "react";

import { RequestId } from "@/components/request-id";
import { Loading, Skeleton } from "@/components/states";
import { useSuggestedQuestions } from "@/features/ask/queries";
import { asApiError } from "@/lib/api/errors";
import type { SuggestedQuestion } from "@/lib/api/types";

export function QuestionsWaiting({ what, count }: { what: string; count: number }) {
  return (
    <Loading what={what}>
      <div className="grid gap-2 sm:grid-cols-2">
        {Array.from({ length: count }, (_, index) => (
          <Skeleton key={index} className="h-[62px] rounded-lg" />
        ))}
      </div>
    </Loading>
  );
}

function Question({ question: { question, why }, onAsk }: { question: SuggestedQuestion; onAsk: (question: string) => void }) {
  return (
    <li className="min-w-0">
      <button type="button" onClick={() => onAsk(question)} data-testid="suggestion" className="group flex h-full w-full items-start gap-2 rounded-lg border border-line bg-surface px-3 py-2.5 text-left shadow-low hover:border-accent">
        <span className="min-w-0 flex-1">
          <span dir="auto" className="block font-medium wrap-anywhere">
            {question}
          </span>
          <span dir="auto" className="block text-sm text-ink-2 wrap-anywhere">
            {why}
          </span>
        </span>
        <ArrowUpRight size={14} aria-hidden className="mt-1 shrink-0 text-ink-3 group-hover:text-accent" />
      </button>
    </li>
  );
}

interface QuestionListProps {
  label: string;
  questions: readonly SuggestedQuestion[];
  onAsk: (question: string) => void;
}

/** Questions as buttons that ask them, each with what answers it. */
export function QuestionList({ label, questions, onAsk }: QuestionListProps) {
  return (
    <ul className="grid gap-2 sm:grid-cols-2" aria-label={label}>
      {questions.map((question) => (
        <Question key={question.question} question={question} onAsk={onAsk} />
      ))}
    </ul>
  );
}

/** What can be asked of this project's own calls, and why it is worth asking. */
export function Suggestions({ onAsk }: { onAsk: (question: string) => void }) {
  const { data, error } = useSuggestedQuestions();
  if (error && !data) {
    const { detail, requestId } = asApiError(error);
    return (
      <div className="text-sm text-ink-2">
        No questions can be suggested now; you can ask all the same. {detail}
        <RequestId id={requestId} />
      </div>
    );
  }
  if (!data) return <QuestionsWaiting what="questions to begin with" count={6} />;
  return <QuestionList label="Questions to begin with" questions={data.questions} onAsk={onAsk} />;
}

export const CHIP = "rounded-full border border-line bg-surface px-3 py-1 text-left text-sm text-ink-2 wrap-anywhere hover:border-accent hover:text-accent";

/** More of them than this would take the place of the conversation; one more is shown before a button would be. */
const MOST_AT_ONCE = 3;

/** What the report has left open, as buttons that ask it. */
export function FollowUps({ questions, onAsk }: { questions: readonly string[]; onAsk: (question: string) => void }) {
  const [isWhole, setWhole] = useState(false);
  if (questions.length === 0) return null;
  const most = isWhole || questions.length <= MOST_AT_ONCE + 1 ? questions.length : MOST_AT_ONCE;
  return (
    <ul aria-label="Questions that follow" className="flex flex-wrap gap-1.5" data-testid="follow-ups">
      {questions.slice(0, most).map((question) => (
        <li key={question} className="min-w-0">
          <button type="button" onClick={() => onAsk(question)} dir="auto" className={CHIP}>
            {question}
          </button>
        </li>
      ))}
      {most < questions.length && (
        <li>
          <button type="button" onClick={() => setWhole(true)} className="rounded-full px-2 py-1 text-sm font-medium text-accent hover:underline">
            {questions.length - most} more
          </button>
        </li>
      )}
    </ul>
  );
}
