"use client";

import { CircleHelp } from "lucide-react";

import { Badge } from "@/components/badge";
import { Actions } from "@/features/report/actions";
import { Choice, type Choose } from "@/features/report/choice";
import { Findings, Overall } from "@/features/report/findings";
import { leadAndRest } from "@/features/report/lead";
import { NotUsed } from "@/features/report/not-used";
import { PassageText } from "@/features/report/passage";
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

/** To be read in one glance; what qualifies it stands below, more quietly. */
function Answer({ report }: { report: Report }) {
  const { answer, choice } = report;
  // A choice asks the question itself, with its options below it.
  if (choice && answer.text === choice.question) return null;
  const [lead, rest] = leadAndRest(answer);
  return (
    <>
      <PassageText passage={lead} className="text-lg text-pretty" figureClass="font-semibold" />
      {rest && <PassageText passage={rest} className="text-ink-2 text-pretty" figureClass="font-medium text-ink" />}
    </>
  );
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
        <Answer report={report} />
        {report.scope && (
          <p dir="auto" className="text-sm text-pretty text-ink-2 wrap-anywhere">
            {report.scope}
          </p>
        )}
        <NotUsed words={report.unread} />
      </div>
      {report.choice && <Choice choice={report.choice} onChoose={onChoose} />}
      <WentWrong failed={report.failed} />
      <Actions key={report.run_id} runId={report.run_id} actions={report.actions} startOpen={startOpen} />
      <Findings findings={report.findings} />
      <Overall tradeoffs={report.tradeoffs} findings={report.findings} />
      <Sections sections={report.sections} />
      <Unknowns unknowns={report.unknowns} />
      {report.method.calls > 0 && <HowItWasWorkedOut method={report.method} startOpen={startOpen} />}
    </div>
  );
}
