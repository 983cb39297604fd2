"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { sayError } from "@/components/say-error";
import { LONGEST_TITLE } from "@/features/threads/names";
import { useChangeThread } from "@/features/threads/queries";
import type { Thread } from "@/lib/api/types";

function useRenaming(thread: Thread, onEnd: () => void) {
  const [title, setTitle] = useState(thread.title);
  const change = useChangeThread(thread.id);
  const isOver = useRef(false);
  const end = () => {
    isOver.current = true;
    onEnd();
  };
  const save = () => {
    if (isOver.current) return;
    const next = title.trim();
    if (next !== "" && next !== thread.title) change.mutate({ title: next }, { onError: (error) => sayError("It could not be renamed", error) });
    end();
  };
  return { title, setTitle, save, end };
}

/** The title as a field, in its own place. Enter and leaving it save, Escape does not. */
export function RenameField({ thread, onEnd }: { thread: Thread; onEnd: () => void }) {
  const { title, setTitle, save, end } = useRenaming(thread, onEnd);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") save();
    if (event.key === "Escape") end();
  };
  return (
    <input
      ref={field}
      dir="auto"
      aria-label="Title"
      value={title}
      maxLength={LONGEST_TITLE}
      onChange={(event) => setTitle(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
      className="h-8 w-full min-w-0 rounded-md border border-accent bg-surface px-2 text-sm"
    />
  );
}
