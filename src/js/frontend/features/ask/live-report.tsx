"use client";

import { Download, FileText } from "lucide-react";
import Link from "next/link";

import { Answered } from "@/components/answered";
import { buttonStyle } from "@/components/button";
import { Loading, Skeleton } from "@/components/states";
import { useReport } from "@/features/ask/queries";
import { findingsOf, hasReport, isOpen, type RunView } from "@/features/ask/run-view";
import { ToBegin } from "@/features/ask/to-begin";
import { AGENT_NAMES } from "@/features/ask/words";
import { useProjectId } from "@/features/projects/queries";
import type { Choose } from "@/features/report/choice";
import { Part } from "@/features/report/part";
import { ReadAs } from "@/features/report/read-as";
import { ReportBody, Sufficiency } from "@/features/report/report";

function Waiting() {
  return (
    <Loading what="the report">
      <div className="grid grid-cols-1 gap-4">
        <Skeleton className="h-6 w-5/6" />
        <Skeleton className="h-6 w-2/3" />
        <Skeleton className="h-40 rounded-lg" />
        <Skeleton className="h-56 rounded-lg" />
      </div>
    </Loading>
  );
}

/** What there is before the report is written: how it was read, who works on it, what was found so far. */
function Growing({ view }: { view: RunView }) {
  const findings = findingsOf(view);
  return (
    <div className="grid grid-cols-1 gap-4">
      <p dir="auto" className="text-lg text-ink-2 wrap-anywhere">
        {view.read?.summary ?? "Reading the question…"}
      </p>
      {view.plan && isOpen(view) && (
        <Part title="Who works on it">
          <ul className="grid grid-cols-1 gap-1 text-sm">
            {view.plan.agents.map(({ agent, why }) => (
              <li key={agent} className="flex gap-3">
                <span className="w-24 shrink-0 font-medium">{AGENT_NAMES[agent]}</span>
                <span dir="auto" className="min-w-0 text-ink-2 wrap-anywhere">
                  {why}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {findings.length > 0 && (
        <Part title="Found so far">
          <ul className="grid grid-cols-1 gap-3">
            {findings.map(({ title, text, resultId }) => (
              <li key={resultId + title} dir="auto" className="fade-in wrap-anywhere">
                <span className="font-medium">{title}</span>
                <span className="block text-sm text-ink-2">{text}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {isOpen(view) && <Skeleton className="h-24 rounded-lg" />}
    </div>
  );
}

function Written({ view, onChoose }: LiveReportProps) {
  const report = useReport(view.id);
  return (
    <Answered query={report} waiting={<Waiting />}>
      {(data) => (
        <>
          <ReportBody key={data.run_id} report={data} onChoose={onChoose} />
          <ToBegin className="mt-4" />
        </>
      )}
    </Answered>
  );
}

function Head({ view }: { view: RunView }) {
  const project = useProjectId();
  const { data } = useReport(hasReport(view) ? view.id : null);
  const isSeveral = (view.report?.answers ?? []).length > 0 || (data?.first_question ?? "") !== "";
  return (
    <header className="mb-3 flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
      <div className="grid min-w-0 flex-1 basis-48 gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h2 dir="auto" title={view.question} className="line-clamp-4 min-w-0 text-xl font-semibold tracking-tight text-pretty wrap-anywhere">
            {view.question}
          </h2>
          {data && !data.choice && <Sufficiency sufficiency={data.sufficiency} />}
        </div>
        {/* Where several questions were asked in one, each says so itself. */}
        {!isSeveral && <ReadAs title={view.report?.title ?? data?.title ?? ""} />}
      </div>
      {hasReport(view) && (
        <Link href={`/projects/${project}/reports/${view.id}`} className={buttonStyle("plain", "small")} title="As a document, to print or save">
          <FileText size={14} aria-hidden /> <span className="max-sm:sr-only">Document</span> <Download size={12} aria-hidden className="text-ink-3" />
        </Link>
      )}
    </header>
  );
}

export interface LiveReportProps {
  view: RunView;
  onChoose: Choose | null;
}

/** The report of a run as it grows. */
export function LiveReport(props: LiveReportProps) {
  const { view } = props;
  return (
    <section aria-label="Report" data-testid="report" className="min-w-0">
      <Head view={view} />
      {hasReport(view) ? <Written {...props} /> : <Growing view={view} />}
    </section>
  );
}
