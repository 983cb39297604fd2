"use client";

import clsx from "clsx";
import { FileCode, FileQuestionMark, FileText, Link2, MessageCircle, Printer } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useMemo } from "react";

import { Answered } from "@/components/answered";
import { Button, buttonStyle } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { sayError } from "@/components/say-error";
import { Empty, Loading, Skeleton } from "@/components/states";
import { useReport } from "@/features/ask/queries";
import { Page } from "@/features/frame/page";
import { useProjectId, useZone } from "@/features/projects/queries";
import { Notes, numberedNotes } from "@/features/report/notes";
import { NotesProvider } from "@/features/report/numbers";
import { ReadAs } from "@/features/report/read-as";
import { ReportBody, Sufficiency } from "@/features/report/report";
import { threadHref } from "@/features/threads/names";
import { useApi } from "@/lib/api/context";
import { asApiError } from "@/lib/api/errors";
import type { Report } from "@/lib/api/types";
import { saveFrom } from "@/lib/download";
import * as time from "@/lib/time";

const Waiting = () => (
  <Loading what="the report">
    <div className="mx-auto grid w-full max-w-3xl gap-4">
      <Skeleton className="h-8 w-2/3" />
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-64 rounded-lg" />
      <Skeleton className="h-64 rounded-lg" />
    </div>
  </Loading>
);

/** Such a question is a text of its own, and no headline. */
const LONG = 160;
/** A document is read in other years too. */
const WITH_YEAR = 0;
const LONGEST_NAME = 60;
const fileName = ({ question }: Report, ending: string): string => `netra-${question.toLowerCase().slice(0, LONGEST_NAME).replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "")}.${ending}`;

function SaveAs({ report, kind, title }: { report: Report; kind: "html" | "md"; title: string }) {
  const api = useApi();
  const Icon = kind === "html" ? FileCode : FileText;
  const save = () => saveFrom(api, "backend", `/api/runs/${report.run_id}/report.${kind}`, fileName(report, kind)).catch((error: unknown) => sayError(`It could not be saved as ${title}`, error));
  return (
    <Button onClick={() => void save()} aria-label={`Save as ${title}`}>
      <Icon size={14} aria-hidden /> {title}
    </Button>
  );
}

function Tools({ report }: { report: Report }) {
  const project = useProjectId();
  return (
    <div className="flex flex-wrap gap-1.5 print:hidden" role="group" aria-label="What to do with the report">
      <Link href={`${threadHref(project, report.thread_id)}?run=${report.run_id}`} className={buttonStyle("plain")}>
        <MessageCircle size={14} aria-hidden /> Open the thread
      </Link>
      <Button onClick={() => window.print()}>
        <Printer size={14} aria-hidden /> Print
      </Button>
      <SaveAs report={report} kind="html" title="HTML" />
      <SaveAs report={report} kind="md" title="Markdown" />
      <CopyButton text={() => window.location.href} label="Copy link" icon={<Link2 size={14} aria-hidden />} wide />
    </div>
  );
}

function Title({ report }: { report: Report }) {
  const zone = useZone();
  return (
    <header className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 dir="auto" className={clsx("min-w-0 font-semibold tracking-tight text-pretty wrap-anywhere", report.question.length > LONG ? "text-lg" : "text-2xl")}>
          {report.question}
        </h2>
        {!report.choice && <Sufficiency sufficiency={report.sufficiency} />}
      </div>
      <p dir="auto" className="text-ink-2 wrap-anywhere">
        Asked of <bdi>{report.project_name}</bdi> on <span title={time.exact(report.asked_at, zone)}>{time.minute(report.asked_at, zone, WITH_YEAR)}</span> ({zone})
      </p>
      {report.first_question === "" && <ReadAs title={report.title} />}
    </header>
  );
}

function Document({ report }: { report: Report }) {
  const notes = useMemo(() => numberedNotes(report), [report]);
  const numbers = useMemo(() => new Map(notes.map(({ key, number }) => [key, number])), [notes]);
  return (
    <NotesProvider value={numbers}>
      <article aria-label={report.question} className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-5 print:max-w-none" data-testid="document">
        <Tools report={report} />
        <Title report={report} />
        <ReportBody report={report} onChoose={null} startOpen />
        <Notes notes={notes} />
      </article>
    </NotesProvider>
  );
}

function NoReport() {
  const project = useProjectId();
  return (
    <Empty
      icon={<FileQuestionMark size={28} aria-hidden />}
      title="This report is not there"
      actions={
        <Link href={`/projects/${project}/ask`} className={buttonStyle("primary")}>
          Go to Ask
        </Link>
      }
    >
      Its question has no answer yet, was deleted, or belongs to somebody who has not shared it.
    </Empty>
  );
}

function Content() {
  const { runId } = useParams<{ runId: string }>();
  const report = useReport(runId);
  if (!report.data && [404, 410, 422].includes(asApiError(report.error).status ?? 0)) return <NoReport />;
  return (
    <Answered query={report} waiting={<Waiting />}>
      {(data) => <Document report={data} />}
    </Answered>
  );
}

/** The report as a document: to print, to save, to send as a link. */
export function ReportPage() {
  return (
    <Page title="Report">
      <Content />
    </Page>
  );
}
