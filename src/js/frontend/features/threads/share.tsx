"use client";

import { Link2, Lock, Users } from "lucide-react";
import { Popover, Switch } from "radix-ui";
import { useId } from "react";

import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { sayError } from "@/components/say-error";
import { useProjectId } from "@/features/projects/queries";
import { threadHref } from "@/features/threads/names";
import { useChangeThread } from "@/features/threads/queries";
import { useSession } from "@/lib/api/context";
import type { Thread } from "@/lib/api/types";

function ShareSwitch({ thread }: { thread: Thread }) {
  const change = useChangeThread(thread.id);
  const { user } = useSession();
  const id = useId();
  const isShared = change.isPending ? change.variables.is_shared === true : thread.is_shared;
  const set = (shared: boolean) => change.mutate({ is_shared: shared }, { onError: (error) => sayError("It could not be shared", error) });
  return (
    <div className="flex items-start justify-between gap-3">
      <label htmlFor={id}>
        <span className="block font-medium">Shared by link</span>
        <span className="block text-ink-2">Everybody in {user?.organization.name ?? "your organization"} who has the link can read it. Only you can ask here.</span>
      </label>
      <Switch.Root id={id} checked={isShared} onCheckedChange={set} className="mt-0.5 flex h-5 w-9 shrink-0 rounded-full bg-line-strong p-0.5 data-[state=checked]:bg-accent">
        <Switch.Thumb className="size-4 rounded-full bg-surface transition-transform data-[state=checked]:translate-x-4" />
      </Switch.Root>
    </div>
  );
}

/** Who may read a thread, and its link. */
export function ShareThread({ thread }: { thread: Thread }) {
  const project = useProjectId();
  const Icon = thread.is_shared ? Users : Lock;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button size="small" data-testid="share">
          <Icon size={13} aria-hidden /> {thread.is_shared ? "Shared" : "Share"}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="end" sideOffset={6} collisionPadding={8} aria-label="Share this thread" className="fade-in z-50 grid w-80 gap-3 rounded-lg border border-line bg-surface p-4 text-sm shadow-high">
          <ShareSwitch thread={thread} />
          {thread.is_shared && (
            <div>
              <CopyButton text={() => window.location.origin + threadHref(project, thread.id)} label="Copy link" icon={<Link2 size={14} aria-hidden />} wide />
            </div>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
