/** The runs that this browser knows of, fed by the socket. */

import { askedView, emptyView, type RunView, withEvent } from "@/features/ask/run-view";
import type { RunEvent, StartRun } from "@/lib/socket/messages";

/** Screens are told at once, then at most this often: a replay brings hundreds of events. */
const TELL_EVERY_MS = 50;
const NONE: readonly never[] = [];

export class RunStore {
  readonly #views = new Map<string, RunView>();
  readonly #events = new Map<string, RunEvent[]>();
  readonly #threads = new Map<string, readonly RunView[]>();
  readonly #listeners = new Set<() => void>();
  #toldAt = 0;
  #telling: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The runs of a thread in the order of their questions; the same list until something changes. */
  readonly thread = (threadId: string): readonly RunView[] => this.#threads.get(threadId) ?? NONE;

  readonly run = (runId: string): RunView | null => this.#views.get(runId) ?? null;

  readonly events = (runId: string): readonly RunEvent[] => this.#events.get(runId) ?? NONE;

  take(event: RunEvent): void {
    const before = this.#views.get(event.run_id) ?? emptyView(event.thread_id, event.run_id);
    const after = withEvent(before, event);
    if (after === before) return;
    this.#events.set(event.run_id, [...(this.#events.get(event.run_id) ?? []), event]);
    this.#put(after);
  }

  /** Shows a question before the server has confirmed it. */
  asked(question: StartRun, askedBy: string | null): void {
    if (!this.#views.has(question.run_id)) this.#put(askedView(question, askedBy));
  }

  refused(runId: string, code: string, detail: string): void {
    const view = this.#views.get(runId);
    if (view?.phase === "asked") this.#put({ ...view, phase: "refused", problem: { code, detail, remedy: "" } });
  }

  /** Forgets a question that was refused. */
  drop(runId: string): void {
    const view = this.#views.get(runId);
    if (view?.phase !== "refused") return;
    this.#views.delete(runId);
    this.#threads.set(view.threadId, this.thread(view.threadId).filter(({ id }) => id !== runId));
    this.#tell();
  }

  #put(view: RunView): void {
    this.#views.set(view.id, view);
    const others = this.thread(view.threadId);
    const isKnown = others.some(({ id }) => id === view.id);
    this.#threads.set(view.threadId, isKnown ? others.map((one) => (one.id === view.id ? view : one)) : [...others, view]);
    this.#tell();
  }

  #tell(): void {
    const wait = this.#toldAt + TELL_EVERY_MS - Date.now();
    if (wait > 0) {
      this.#telling ??= setTimeout(() => this.#tellNow(), wait);
    } else {
      this.#tellNow();
    }
  }

  #tellNow(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#toldAt = Date.now();
    for (const listener of this.#listeners) listener();
  }
}
