"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { sayError } from "@/components/say-error";
import { useDeleteProject, useRestoreProject } from "@/features/projects/queries";
import type { Project } from "@/lib/api/types";

const UNDO_SHOWN_MS = 15_000;

function useDelete({ id, name }: Project) {
  const router = useRouter();
  const remove = useDeleteProject();
  const restore = useRestoreProject();
  const failed = (error: Error) => sayError("That did not work", error);
  // Promises, since the page that started this is left before it is undone.
  const undo = () => void restore.mutateAsync(id).then(() => router.push(`/projects/${id}/overview`), failed);
  const offerUndo = () => {
    router.push("/");
    toast(`${name} is deleted`, { duration: UNDO_SHOWN_MS, description: "It can be restored for 30 days, from the settings of any project.", action: { label: "Undo", onClick: undo } });
  };
  return { isPending: remove.isPending, run: () => remove.mutate(id, { onError: failed, onSuccess: offerUndo }) };
}

export function DeleteProject({ project }: { project: Project }) {
  const { isPending, run } = useDelete(project);
  return (
    <Card title="Delete this project" lead="Its calls, imports and keys stop being reachable at once. For 30 days it can be restored from the settings of any project.">
      <Button look="danger" onClick={run} disabled={isPending} data-testid="delete-project">
        <Trash2 size={14} aria-hidden /> Delete {project.name}
      </Button>
    </Card>
  );
}
