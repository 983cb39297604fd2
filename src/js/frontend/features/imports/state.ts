/** What an import's state means for the person waiting for it. */

import type { Tone } from "@/components/badge";
import type { Import, ImportState } from "@/lib/api/types";
import { exactCount } from "@/lib/format";

interface Meaning {
  title: string;
  tone: Tone;
  /** Still changing by itself. */
  active: boolean;
}

export const MEANING: Readonly<Record<ImportState, Meaning>> = {
  receiving: { title: "Receiving", tone: "accent", active: true },
  queued: { title: "Waiting for a worker", tone: "accent", active: true },
  running: { title: "Reading", tone: "accent", active: true },
  done: { title: "Done", tone: "saving", active: false },
  failed: { title: "Failed", tone: "cost", active: false },
  cancelled: { title: "Cancelled", tone: "neutral", active: false },
  undone: { title: "Undone", tone: "neutral", active: false },
};

export const isActive = ({ state }: Pick<Import, "state">): boolean => MEANING[state].active;

/** How far reading has come, 0 to 1; null when it is not known. */
export const progressOf = ({ bytes_read, bytes_total }: Import): number | null =>
  bytes_total > 0 ? Math.min(1, bytes_read / bytes_total) : null;

export function summary(job: Import): string {
  const parts = [
    `${exactCount(job.rows_written)} ${job.rows_written === 1 ? "call" : "calls"} written`,
    job.rows_known > 0 ? `${exactCount(job.rows_known)} already there` : "",
    job.rows_refused > 0 ? `${exactCount(job.rows_refused)} refused` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Imports that were active before and have ended now. */
export function ended(before: readonly Import[], now: readonly Import[]): Import[] {
  const wasActive = new Set(before.filter(isActive).map(({ id }) => id));
  return now.filter((job) => wasActive.has(job.id) && !isActive(job));
}
