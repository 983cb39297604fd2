/** Commands that were not answered yet: sent again after a reconnect, and when an answer does not come. */

import { type Command, isEnd, type RunEvent } from "@/lib/socket/messages";

/** An answer that takes longer than this was lost. */
const LOST_MS = 10_000;

interface Waiting {
  command: Command;
  /** When it was sent over the present connection; null when it was not. */
  sentAt: number | null;
}

const answers = ({ command: { type, payload } }: Waiting, event: RunEvent): boolean =>
  payload.run_id === event.run_id && (type === "start_run" || isEnd(event));

export class Outbox {
  #waiting: readonly Waiting[] = [];

  /** The same command for the same run again changes nothing. */
  add(command: Command): void {
    const isKnown = this.#waiting.some(({ command: { type, payload } }) => type === command.type && payload.run_id === command.payload.run_id);
    if (!isKnown) this.#waiting = [...this.#waiting, { command, sentAt: null }];
  }

  due(now: number): Command[] {
    return this.#waiting.filter(({ sentAt }) => sentAt === null || now - sentAt >= LOST_MS).map(({ command }) => command);
  }

  sent(id: string, now: number): void {
    this.#waiting = this.#waiting.map((one) => (one.command.id === id ? { ...one, sentAt: now } : one));
  }

  /** Whatever was sent may not have arrived: all of it is due again. */
  unsent(): void {
    this.#waiting = this.#waiting.map((one) => ({ ...one, sentAt: null }));
  }

  happened(event: RunEvent): void {
    if (this.#waiting.length > 0) this.#waiting = this.#waiting.filter((one) => !answers(one, event));
  }

  refused(id: string): Command | null {
    const found = this.#waiting.find(({ command }) => command.id === id);
    this.#waiting = this.#waiting.filter((one) => one !== found);
    return found?.command ?? null;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }
}
