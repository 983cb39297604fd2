"use client";

import { Answered } from "@/components/answered";
import { Card } from "@/components/card";
import { SaveCsv } from "@/components/save-csv";
import { Loading, Skeleton } from "@/components/states";
import { Page } from "@/features/frame/page";
import { DropZone } from "@/features/imports/drop-zone";
import { ImportRow } from "@/features/imports/import-row";
import { useImports } from "@/features/imports/queries";
import { ImportTabs } from "@/features/imports/tabs";
import { UploadRow } from "@/features/imports/upload-row";
import { useUploads } from "@/features/imports/uploads";
import { useProjectId } from "@/features/projects/queries";
import type { Import } from "@/lib/api/types";

const Waiting = () => (
  <Loading what="past imports">
    <div className="grid gap-3 px-4 pb-4">
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
    </div>
  </Loading>
);

function List({ jobs }: { jobs: readonly Import[] }) {
  const id = useProjectId();
  const uploads = useUploads().uploads.filter(({ projectId }) => projectId === id);
  if (jobs.length === 0 && uploads.length === 0) {
    return <p className="px-4 pb-4 text-ink-2">None yet. What you drop above is listed here, with what was read and what was refused.</p>;
  }
  return (
    <ul aria-label="Imports">
      {uploads.map((upload) => (
        <UploadRow key={upload.key} upload={upload} />
      ))}
      {jobs.map((job) => (
        <ImportRow key={job.id} job={job} />
      ))}
    </ul>
  );
}

const CSV_HEAD = ["file", "format", "state", "created_at", "finished_at", "bytes", "rows_read", "rows_written", "rows_known", "rows_refused", "error"];

const csvRow = (job: Import) =>
  [job.file_name, job.format, job.state, job.created_at, job.finished_at, job.bytes_total, job.rows_read, job.rows_written, job.rows_known, job.rows_refused, job.error];

export function ImportsPage() {
  const imports = useImports();
  const jobs = imports.data ?? [];
  return (
    <Page title="Imports" tabs={<ImportTabs />}>
      <DropZone />
      <Card title="Imports" lead="Undo takes exactly the calls of that file out again." flush actions={<SaveCsv name="imports" what="imports" head={CSV_HEAD} rows={() => jobs.map(csvRow)} />}>
        <Answered query={imports} waiting={<Waiting />}>
          {(jobs) => <List jobs={jobs} />}
        </Answered>
      </Card>
    </Page>
  );
}
