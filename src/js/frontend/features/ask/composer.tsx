"use client";

import clsx from "clsx";
import { ArrowUp } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { useEffect, useId, useRef, useState } from "react";

import { IconButton } from "@/components/button";
import { draftOf, keepDraft } from "@/lib/drafts";
import { exactCount } from "@/lib/format";
import { useOnline } from "@/lib/online";
import { useSocketLimits } from "@/lib/socket/context";

/** Until the server has said how long a question may be. */
const LONGEST = 2000;
const NEAR = 0.8;

interface ComposerProps {
  /** Under which the draft is kept: the thread, or the project for a thread to be. */
  place: string;
  onSend: (question: string) => void;
  isWaiting?: boolean;
  placeholder: string;
  /** Whether the page was opened to type here. */
  takesFocus: boolean;
}

const charactersOf = (text: string): number => Array.from(text).length;

function useDraft(place: string) {
  const [text, setText] = useState(() => draftOf(place));
  const change = (next: string) => {
    keepDraft(place, next);
    setText(next);
  };
  return [text, change] as const;
}

/** Grows with its text, up to a third of the window. */
function useGrowing(text: string): RefObject<HTMLTextAreaElement | null> {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);
  return field;
}

function useFocus(field: RefObject<HTMLTextAreaElement | null>, takesFocus: boolean): void {
  useEffect(() => {
    if (takesFocus) field.current?.focus({ preventScroll: true });
  }, [field, takesFocus]);
}

interface NoteProps {
  id: string;
  used: number;
  most: number;
  isWaiting: boolean;
}

/** Why it cannot be sent, or what will happen; and the keys otherwise. */
function Note({ id, used, most, isWaiting }: NoteProps) {
  const isOnline = useOnline();
  const over = used - most;
  const words = over > 0 ? `${exactCount(over)} characters too many to be sent` : !isOnline ? "You are offline: it will be sent when the connection is back" : isWaiting ? "Sending…" : "";
  return (
    <p id={id} className="flex min-h-4 justify-between gap-3 px-1 text-xs text-ink-2">
      <span role={words === "" ? undefined : "status"} className={over > 0 ? "text-cost" : undefined}>
        {words === "" ? <span className="max-sm:sr-only">Enter sends, Shift Enter breaks the line</span> : words}
      </span>
      {used > most * NEAR && (
        <span className={clsx("tabular-nums", over > 0 && "text-cost")}>
          {exactCount(used)} of {exactCount(most)}
        </span>
      )}
    </p>
  );
}

const isSendKey = (event: KeyboardEvent): boolean => event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;

function useSending({ place, onSend, isWaiting = false }: ComposerProps) {
  const [text, change] = useDraft(place);
  const most = useSocketLimits()?.question_characters ?? LONGEST;
  const used = charactersOf(text.trim());
  const canSend = used > 0 && used <= most && !isWaiting;
  const send = () => {
    if (!canSend) return;
    onSend(text.trim());
    change("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
  return { text, change, most, used, canSend, send, onKeyDown };
}

export function Composer(props: ComposerProps) {
  const { placeholder, takesFocus, isWaiting = false } = props;
  const { text, change, most, used, canSend, send, onKeyDown } = useSending(props);
  const field = useGrowing(text);
  const note = useId();
  useFocus(field, takesFocus);
  return (
    <div className="grid gap-1">
      <div className="flex items-end gap-1 rounded-xl border border-line-strong/60 bg-surface p-1.5 shadow-low focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/30">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label="Your question"
          aria-describedby={note}
          aria-invalid={used > most || undefined}
          placeholder={placeholder}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          data-testid="composer"
          className="max-h-[33vh] min-h-8 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 outline-none wrap-anywhere placeholder:text-ink-3"
        />
        <IconButton label="Ask" look="primary" onClick={send} disabled={!canSend} data-testid="send">
          <ArrowUp size={16} aria-hidden />
        </IconButton>
      </div>
      <Note id={note} used={used} most={most} isWaiting={isWaiting} />
    </div>
  );
}
