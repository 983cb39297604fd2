"use client";

import clsx from "clsx";
import { Ellipsis, Pencil, Trash2, Users } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useState } from "react";

import { IconButton } from "@/components/button";
import { Menu, MenuItem } from "@/components/menu";
import { useProjectId } from "@/features/projects/queries";
import { threadHref, threadName } from "@/features/threads/names";
import { RenameField } from "@/features/threads/rename";
import { useDeleteWithUndo } from "@/features/threads/use-delete";
import type { Thread } from "@/lib/api/types";
import * as time from "@/lib/time";

interface RowMenuProps {
  thread: Thread;
  onRename: () => void;
}

export function ThreadMenu({ thread, onRename }: RowMenuProps) {
  const remove = useDeleteWithUndo();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`More about ${threadName(thread)}`} size="small-icon">
          <Ellipsis size={15} aria-hidden />
        </IconButton>
      }
    >
      {/* Behind the menu's own way of giving the focus back. */}
      <MenuItem onSelect={() => setTimeout(onRename)}>
        <Pencil size={14} aria-hidden /> Rename
      </MenuItem>
      <MenuItem onSelect={() => remove(thread)} testId="delete-thread">
        <Trash2 size={14} aria-hidden /> Delete
      </MenuItem>
    </Menu>
  );
}

function RowLink({ thread, isHere, onGo }: { thread: Thread; isHere: boolean; onGo?: () => void }) {
  const project = useProjectId();
  return (
    <Link
      href={threadHref(project, thread.id)}
      aria-current={isHere ? "page" : undefined}
      onClick={onGo}
      title={threadName(thread)}
      className={clsx("flex min-w-0 flex-1 items-center gap-1.5 self-stretch rounded-md px-2 text-sm", isHere ? "font-medium text-accent-strong" : "text-ink-2 group-hover:text-ink")}
    >
      <span dir="auto" className={clsx("min-w-0 flex-1 truncate", thread.title === "" && "text-ink-3 italic")}>
        {threadName(thread)}
      </span>
      {thread.is_shared && <Users size={12} aria-label="shared" className="shrink-0 text-ink-3" />}
      <span className="sr-only">, {time.ago(thread.changed_at)}</span>
    </Link>
  );
}

/** A thread in the list: its title, which appears by itself, and what can be done with it. */
export function ThreadRow({ thread, onGo }: { thread: Thread; onGo?: () => void }) {
  const [isRenaming, setRenaming] = useState(false);
  const isHere = useParams<{ threadId?: string }>().threadId === thread.id;
  if (isRenaming) {
    return (
      <li>
        <RenameField thread={thread} onEnd={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li className={clsx("group flex h-8 items-center rounded-md pr-0.5", isHere ? "bg-accent-soft" : "hover:bg-sunken")} data-testid="thread">
      <RowLink thread={thread} isHere={isHere} onGo={onGo} />
      <span className={clsx("shrink-0", !isHere && "opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100 has-data-[state=open]:opacity-100")}>
        <ThreadMenu thread={thread} onRename={() => setRenaming(true)} />
      </span>
    </li>
  );
}
