"use client";

import { useCallback, useState } from "react";

import { remember, remembered } from "@/lib/store";

const nameOf = (runId: string): string => `done.${runId}`;

function read(runId: string): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(remembered(nameOf(runId)) ?? "[]");
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set(); // written by something else
  }
}

/** Which actions of a report were ticked off in this browser. */
export function useDone(runId: string): [ReadonlySet<string>, (id: string) => void] {
  const [done, setDone] = useState(() => read(runId));
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(read(runId));
      if (!next.delete(id)) next.add(id);
      remember(nameOf(runId), JSON.stringify([...next]));
      setDone(next);
    },
    [runId],
  );
  return [done, toggle];
}
