/** What an import's state means for the person waiting for it. */

import type { Tone } from "@/components/badge";
import type { Import, ImportState } from "@/lib/api/types";
import { counted, exactCount } from "@/lib/format";

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
    `${counted(job.rows_written, "call")} written`,
    job.rows_known > 0 ? `${exactCount(job.rows_known)} already there` : "",
    job.rows_refused > 0 ? `${exactCount(job.rows_refused)} refused` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Imports that ended since `before`, be it between two looks; at the first look none is news. */
export function ended(before: readonly Import[] | null, now: readonly Import[]): Import[] {
  if (before === null) return [];
  const hadEnded = new Set(before.filter((job) => !isActive(job)).map(({ id }) => id));
  return now.filter((job) => !isActive(job) && !hadEnded.has(job.id));
}

/** The state of the imports that the figures on the page were asked for in, and when (milliseconds). */
export interface Shown {
  mark: string;
  at: number;
}

export const markOf = (jobs: readonly Import[]): string => jobs.map(({ id, state, rows_written }) => `${id} ${state} ${String(rows_written)}`).join();

const LEAST_BETWEEN_MS = 2_000;
const JUST_ENDED_MS = 60_000;

/**
 * Whether the figures have to be asked for again. At the first look (`shown` is null) they may be older than an end
 * they have not seen, so an import that ended a moment ago counts; both clocks may be off, hence the distance.
 */
export function mustRefresh(shown: Shown | null, now: readonly Import[], at: number): boolean {
  const growing = now.some(isActive);
  if (shown === null) {
    return growing || now.some(({ finished_at }) => finished_at !== null && Math.abs(at - Date.parse(finished_at)) < JUST_ENDED_MS);
  }
  return markOf(now) !== shown.mark && (!growing || at - shown.at >= LEAST_BETWEEN_MS);
}
