"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { sayError } from "@/components/say-error";
import { type Column, Table } from "@/components/table";
import { useDeletedProjects, useRestoreProject, useZone } from "@/features/projects/queries";
import type { Project } from "@/lib/api/types";
import { exactCount } from "@/lib/format";
import * as time from "@/lib/time";

function Restore({ project: { id, name } }: { project: Project }) {
  const router = useRouter();
  const restore = useRestoreProject();
  const run = () =>
    restore.mutate(id, {
      onSuccess: () => router.push(`/projects/${id}/overview`),
      onError: (error) => sayError("It could not be restored", error),
    });
  return (
    <Button size="small" disabled={restore.isPending} onClick={run} aria-label={`Restore ${name}`}>
      <Undo2 size={14} aria-hidden /> Restore
    </Button>
  );
}

function columns(zone: string): Column<Project>[] {
  const at = ({ deleted_at }: Project) => (deleted_at === null ? "" : time.minute(deleted_at, zone));
  return [
    { id: "name", title: "Project", cell: ({ name }) => name, value: ({ name }) => name },
    { id: "calls", title: "Calls", number: true, cell: ({ calls }) => exactCount(calls), value: ({ calls }) => calls },
    { id: "at", title: `Deleted (${zone})`, cell: at, value: ({ deleted_at }) => deleted_at },
    { id: "restore", title: "", number: true, cell: (project) => <Restore project={project} /> },
  ];
}

/** What was deleted and can be had back; nothing where nothing was. */
export function DeletedProjects() {
  const zone = useZone();
  const deleted = useDeletedProjects().data ?? [];
  if (deleted.length === 0) return null;
  return (
    <Card title="Deleted projects" lead="Each can be restored, with all its calls, for 30 days." flush testId="deleted-projects">
      <Table label="Deleted projects" columns={columns(zone)} rows={deleted} rowKey={({ id }) => id} saveAs="deleted-projects" />
    </Card>
  );
}
