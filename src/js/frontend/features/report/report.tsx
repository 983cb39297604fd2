"use client";

import { CircleHelp } from "lucide-react";

import { Badge } from "@/components/badge";
import { Actions } from "@/features/report/actions";
import { Choice, type Choose } from "@/features/report/choice";
import { Findings, Overall } from "@/features/report/findings";
import { AnswerText, FurtherAnswers, FurtherSections, PartQuestion, Scope } from "@/features/report/further";
import { NotUsed } from "@/features/report/not-used";
import { ReadAs } from "@/features/report/read-as";
import { HowItWasWorkedOut, Unknowns, WentWrong } from "@/features/report/rest";
import { Sections } from "@/features/report/sections";
import type { Report } from "@/lib/api/types";

const LACKING: Readonly<Record<Report["sufficiency"], string | null>> = {
  enough: null,
  partly: "Answered in part",
  none: "Not answered yet",
};

export function Sufficiency({ sufficiency }: Pick<Report, "sufficiency">) {
  const words = LACKING[sufficiency];
  return (
    words && (
      <Badge tone="unknown" icon={<CircleHelp size={12} aria-hidden />}>
        {words}
      </Badge>
    )
  );
}

function Answer({ report: { answer, choice } }: { report: Report }) {
  // A choice asks the question itself, with its options below it.
  return choice && answer.text === choice.question ? null : <AnswerText passage={answer} />;
}

interface ReportProps {
  report: Report;
  onChoose: Choose | null;
  /** Whether everything that folds stands open, as on paper. */
  startOpen?: boolean;
}

/** The answer first, then what to do, what it rests on, and what is not known. */
export function ReportBody({ report, onChoose, startOpen = false }: ReportProps) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <div className="grid gap-1 empty:hidden">
        {report.first_question !== "" && (
          <>
            <PartQuestion question={report.first_question} />
            <ReadAs title={report.title} />
          </>
        )}
        <Answer report={report} />
        <Scope scope={report.scope} />
        <NotUsed words={report.unread} />
      </div>
      <FurtherAnswers further={report.further} />
      {report.choice && <Choice choice={report.choice} onChoose={onChoose} />}
      <WentWrong failed={report.failed} />
      <Actions key={report.run_id} runId={report.run_id} actions={report.actions} startOpen={startOpen} />
      <Findings findings={report.findings} />
      <Overall tradeoffs={report.tradeoffs} findings={report.findings} />
      <Sections sections={report.sections} answer={report.answer} startOpen={startOpen} />
      <FurtherSections further={report.further} startOpen={startOpen} />
      <Unknowns unknowns={report.unknowns} />
      {report.method.calls > 0 && <HowItWasWorkedOut method={report.method} startOpen={startOpen} />}
    </div>
  );
}
