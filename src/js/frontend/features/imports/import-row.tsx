"use client";

import { Undo2, X } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";

import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { SaveCsv } from "@/components/save-csv";
import { sayError } from "@/components/say-error";
import { useImportAct } from "@/features/imports/queries";
import { Progress } from "@/features/imports/progress";
import { isActive, MEANING, progressOf } from "@/features/imports/state";
import { useZone } from "@/features/projects/queries";
import type { Import } from "@/lib/api/types";
import { bytes, counted, exactCount } from "@/lib/format";
import * as time from "@/lib/time";

const COUNTS = [
  ["rows_read", "read"],
  ["rows_written", "written"],
  ["rows_known", "already there"],
  ["rows_refused", "refused"],
] as const;

function Counts({ job }: { job: Import }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {COUNTS.map(([name, title]) => (
        <div key={name} className="flex gap-1.5">
          <dt className="order-last text-ink-2">{title}</dt>
          <dd className={name === "rows_refused" && job.rows_refused > 0 ? "font-semibold text-cost" : "font-semibold"} data-testid={`import-${name}`}>
            {exactCount(job[name])}
          </dd>
        </div>
      ))}
      <div className="flex gap-1.5 text-ink-2">
        <dt className="sr-only">size</dt>
        <dd>{isActive(job) ? `${bytes(job.bytes_read)} of ${bytes(job.bytes_total)}` : bytes(job.bytes_total)}</dd>
      </div>
    </dl>
  );
}

function Refusals({ job }: { job: Import }) {
  if (job.rows_refused === 0) return null;
  const hidden = job.rows_refused - job.refusals.length;
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer font-medium text-cost">
        {exactCount(job.rows_refused)} {job.rows_refused === 1 ? "row was" : "rows were"} refused: which and why
      </summary>
      <div className="mt-2 max-h-56 overflow-y-auto rounded-md border border-line">
        <table className="w-full">
          <caption className="sr-only">Refused rows of {job.file_name}</caption>
          <tbody>
            {job.refusals.map(({ row, reason }) => (
              <tr key={`${String(row)} ${reason}`} className="border-b border-line last:border-0">
                <th scope="row" className="w-28 px-3 py-1.5 align-top font-normal text-ink-2">
                  Row {exactCount(row)}
                </th>
                <td className="px-3 py-1.5">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-1 flex items-center justify-between text-xs text-ink-2">
        {hidden > 0 ? `The first ${exactCount(job.refusals.length)}; ${exactCount(hidden)} more are not listed.` : "All of them."}
        <SaveCsv name={`${job.file_name}-refused`} what={`refused rows of ${job.file_name}`} head={["row", "reason"]} rows={() => job.refusals.map(({ row, reason }) => [row, reason])} />
      </p>
    </details>
  );
}

function CancelButton({ job }: { job: Import }) {
  const cancel = useImportAct("cancel");
  const press = () => cancel.mutate(job.id, { onError: (error) => sayError(`${job.file_name} is still being read`, error) });
  return (
    <Button onClick={press} disabled={cancel.isPending} size="small" aria-label={`Cancel ${job.file_name}`}>
      <X size={14} aria-hidden /> Cancel
    </Button>
  );
}

function UndoButton({ job }: { job: Import }) {
  const undo = useImportAct("undo");
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const confirm = () =>
    undo.mutate(job.id, {
      onSettled: close,
      onError: (error) => sayError(`${job.file_name} is not undone`, error),
      onSuccess: () => toast(`${job.file_name} is undone`, { description: "Its calls are gone. Import the file again to have them back." }),
    });
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)} size="small" aria-label={`Undo ${job.file_name}`}>
        <Undo2 size={14} aria-hidden /> Undo
      </Button>
      {isAsking && (
        <Confirm title={`Undo ${job.file_name}?`} act={undo.isPending ? "Undoing…" : "Undo the import"} isBusy={undo.isPending} onConfirm={confirm} onClose={close}>
          The {counted(job.rows_written, "call")} that this file brought go, and with them their part of every figure. Calls that were there already stay. Importing the file again
          brings them back.
        </Confirm>
      )}
    </>
  );
}

function Acts({ job }: { job: Import }) {
  if (isActive(job)) return <CancelButton job={job} />;
  return job.state === "done" ? <UndoButton job={job} /> : null;
}

export function ImportRow({ job }: { job: Import }) {
  const zone = useZone();
  const { title, tone } = MEANING[job.state];
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3 first:border-0" data-testid="import-row" data-file={job.file_name}>
      <div className="flex items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{job.file_name}</span>
          <span data-testid="import-state" data-state={job.state} aria-live="polite">
            <Badge tone={tone}>{title}</Badge>
          </span>
          <span className="text-xs text-ink-3" title={time.exact(job.created_at, zone)}>
            {job.format !== "auto" && `${job.format}, `}
            {time.minute(job.created_at, zone)}
          </span>
        </div>
        <Acts job={job} />
      </div>
      {isActive(job) && <Progress label={`Reading ${job.file_name}`} value={progressOf(job)} />}
      {job.error && (
        <p className="text-sm text-cost" role="alert">
          {job.error}
        </p>
      )}
      <Counts job={job} />
      <Refusals job={job} />
    </li>
  );
}
