import { NotUsed } from "@/features/report/not-used";
import { PassageText } from "@/features/report/passage";
import { ReadAs } from "@/features/report/read-as";
import { leadAndRest } from "@/features/report/lead";
import { Sections } from "@/features/report/sections";
import type { FurtherAnswer, Passage } from "@/lib/api/types";

/** To be read in one glance; what qualifies it stands below, more quietly. */
export function AnswerText({ passage }: { passage: Passage }) {
  const [lead, rest] = leadAndRest(passage);
  return (
    <>
      <PassageText passage={lead} className="text-lg text-pretty" figureClass="font-semibold" />
      {rest && <PassageText passage={rest} className="text-ink-2 text-pretty" figureClass="font-medium text-ink" />}
    </>
  );
}

export function Scope({ scope }: { scope: string }) {
  return (
    scope && (
      <p dir="auto" className="text-sm text-pretty text-ink-2 wrap-anywhere">
        {scope}
      </p>
    )
  );
}

/** What one of several answers is to. */
export function PartQuestion({ question }: { question: string }) {
  return (
    <h3 dir="auto" className="font-medium wrap-anywhere">
      “<bdi>{question}</bdi>”
    </h3>
  );
}

/** What else was asked with the same words, each with its answer. */
export function FurtherAnswers({ further }: { further: readonly FurtherAnswer[] }) {
  return further.map(({ question, title, answer, scope, unread }, index) => (
    <section key={index} aria-label={question} data-testid="further" className="grid gap-1 border-t border-line pt-3">
      <PartQuestion question={question} />
      <ReadAs title={title} />
      <AnswerText passage={answer} />
      <Scope scope={scope} />
      <NotUsed words={unread} />
    </section>
  ));
}

/** What each of these answers rests on. */
export function FurtherSections({ further, startOpen }: { further: readonly FurtherAnswer[]; startOpen: boolean }) {
  return further.map(
    ({ question, answer, sections }, index) =>
      sections.length > 0 && (
        <div key={index} role="group" aria-label={`What “${question}” rests on`} className="grid grid-cols-1 gap-4">
          <p dir="auto" className="pt-2 text-sm font-medium text-ink-2 wrap-anywhere">
            To “<bdi>{question}</bdi>”
          </p>
          <Sections sections={sections} answer={answer} startOpen={startOpen} />
        </div>
      ),
  );
}
