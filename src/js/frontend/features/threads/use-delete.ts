"use client";

import { useParams, useRouter } from "next/navigation";
import { toast } from "sonner";

import { sayError } from "@/components/say-error";
import { useProjectId } from "@/features/projects/queries";
import { threadHref, threadName } from "@/features/threads/names";
import { useDeleteThread, useRestoreThread } from "@/features/threads/queries";
import type { Thread } from "@/lib/api/types";

const UNDO_SHOWN_MS = 15_000;

/** Deletes a thread and offers to have it back. */
export function useDeleteWithUndo(): (thread: Thread) => void {
  const router = useRouter();
  const project = useProjectId();
  const shown = useParams<{ threadId?: string }>().threadId;
  const remove = useDeleteThread();
  const restore = useRestoreThread();
  const failed = (error: Error) => sayError("That did not work", error);
  return (thread) => {
    const isShown = shown === thread.id;
    const back = () => isShown && router.push(threadHref(project, thread.id));
    // Promises, since what started this may be gone before it is undone.
    const undo = () => void restore.mutateAsync(thread.id).then(back, failed);
    const offerUndo = () => {
      if (isShown) router.push(`/projects/${project}/ask`);
      toast("Deleted", { duration: UNDO_SHOWN_MS, description: threadName(thread), action: { label: "Undo", onClick: undo } });
    };
    void remove.mutateAsync(thread.id).then(offerUndo, failed);
  };
}
