/** Asks and stops over the socket, and keeps hearing of what was asked until it has ended. */

import { isOpen, type RunView } from "@/features/ask/run-view";
import type { RunStore } from "@/features/ask/store";
import type { SocketClient } from "@/lib/socket/client";
import { isEnd, type StartRun } from "@/lib/socket/messages";

/** Who asks, and where. */
export interface Asker {
  userId: string | null;
  projectId: string;
}

interface Kept {
  projectId: string;
  leave: () => void;
}

export type OnEnd = (view: RunView, projectId: string) => void;

export class Conversations {
  readonly store: RunStore;
  readonly #socket: SocketClient;
  readonly #kept = new Map<string, Kept>();

  constructor(socket: SocketClient, store: RunStore) {
    this.#socket = socket;
    this.store = store;
  }

  /** Feeds the store until the function returned is called; `onEnd` hears of runs that were asked here. */
  readonly listen = (onEnd: OnEnd): (() => void) => {
    const ends = [
      this.#socket.onEvent((event) => {
        this.store.take(event);
        if (isEnd(event)) this.#ended(event.run_id, onEnd);
      }),
      this.#socket.onRefusal(({ command: { type, payload }, code, detail }) => {
        if (type !== "start_run") return;
        this.store.refused(payload.run_id, code, detail);
        this.#release(payload.run_id);
      }),
    ];
    return () => ends.forEach((end) => end());
  };

  ask(question: StartRun, { userId, projectId }: Asker): void {
    this.store.asked(question, userId);
    // Also when its page is left: the work goes on, and its end is told.
    this.#kept.set(question.run_id, { projectId, leave: this.#socket.follow(question.thread_id) });
    this.#socket.startRun(question);
  }

  stop(runId: string): void {
    const view = this.store.run(runId);
    if (view === null || isOpen(view)) this.#socket.cancelRun(runId);
  }

  #ended(runId: string, onEnd: OnEnd): void {
    const [kept, view] = [this.#kept.get(runId), this.store.run(runId)];
    if (kept && view) onEnd(view, kept.projectId);
    this.#release(runId);
  }

  #release(runId: string): void {
    this.#kept.get(runId)?.leave();
    this.#kept.delete(runId);
  }
}
