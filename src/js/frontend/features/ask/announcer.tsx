"use client";

import { useEffect, useRef, useState } from "react";

import { isOpen, type RunView } from "@/features/ask/run-view";

function said(view: RunView): string {
  if (view.phase === "completed") return view.report ? `Answer: ${view.report.headline}` : "The answer is there.";
  if (view.phase === "cancelled") return "Stopped.";
  return `It failed. ${view.problem?.detail ?? ""}`;
}

/** Says the answer when it comes, once; not each step on the way, and not what was there before. */
export function Announcer({ view }: { view: RunView | undefined }) {
  const [words, setWords] = useState("");
  const working = useRef<string | null>(null);
  useEffect(() => {
    if (!view) return;
    if (isOpen(view)) working.current = view.id;
    else if (working.current === view.id) {
      working.current = null;
      setWords(said(view));
    }
  }, [view]);
  return (
    <p aria-live="polite" className="sr-only" data-testid="announcer">
      {words}
    </p>
  );
}
