"use client";

import { type RefObject, useEffect, useRef } from "react";

import type { RunView } from "@/features/ask/run-view";

const NEAR_END_PX = 120;

interface Shown {
  views: readonly RunView[];
  /** Whether the conversation scrolls by itself; otherwise the page does, and a report stands under its question. */
  isWide: boolean;
}

type Box = RefObject<HTMLElement | null>;

const lastQuestion = (box: Box): Element | undefined => [...(box.current?.querySelectorAll("article") ?? [])].at(-1);
const asked = (box: Box): Element | null => {
  const run = new URLSearchParams(window.location.search).get("run");
  return run === null ? null : (box.current?.querySelector(`article[data-run="${CSS.escape(run)}"]`) ?? null);
};

/** Begins at the question of the address or the last one, shows each new one, and follows the end until the reader goes elsewhere. */
export function useInView(box: Box, { views, isWide }: Shown): void {
  const isAtEnd = useRef(true);
  const before = useRef(0);
  useEffect(() => {
    const scrolled = box.current;
    const note = () => {
      if (scrolled) isAtEnd.current = scrolled.scrollHeight - scrolled.scrollTop - scrolled.clientHeight < NEAR_END_PX;
    };
    scrolled?.addEventListener("scroll", note);
    return () => scrolled?.removeEventListener("scroll", note);
  }, [box]);
  useEffect(() => {
    const goal = before.current === 0 ? asked(box) : null;
    const isNew = views.length > before.current;
    before.current = views.length;
    if (goal) isAtEnd.current = false;
    const shown = goal ?? (isNew || (isWide && isAtEnd.current) ? lastQuestion(box) : undefined);
    shown?.scrollIntoView({ block: goal || !isWide ? "start" : "end" });
  }, [box, views, isWide]);
}
