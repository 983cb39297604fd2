/** How far each run has been told, so that nothing is heard twice and nothing is missed. */

import type { Cursors, RunEvent } from "@/lib/socket/messages";

export type Place = "next" | "known" | "gap";

export class Places {
  readonly #told = new Map<string, Map<string, number>>();

  /** Takes in an event if it is the next one of its run. */
  take({ thread_id: thread, run_id: run, seq }: RunEvent): Place {
    const runs = this.#runsOf(thread);
    const last = runs.get(run) ?? 0;
    if (seq <= last) return "known";
    if (seq > last + 1) return "gap";
    runs.set(run, seq);
    return "next";
  }

  cursors(thread: string): Cursors {
    return Object.fromEntries(this.#runsOf(thread));
  }

  #runsOf(thread: string): Map<string, number> {
    const known = this.#told.get(thread) ?? new Map<string, number>();
    this.#told.set(thread, known);
    return known;
  }
}
