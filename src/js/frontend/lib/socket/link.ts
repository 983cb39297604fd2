/** One socket from its opening to its end. It says nothing before it is open, and no more than it may. */

import type { SocketLimits } from "@/lib/api/types";
import { newId } from "@/lib/id";
import { type ClientMessage, readMessage, type ServerMessage } from "@/lib/socket/messages";

export type SocketMaker = (url: string) => WebSocket;

export interface LinkHears {
  onOpen: (link: Link) => void;
  onMessage: (link: Link, message: ServerMessage) => void;
  onClose: (link: Link, code: number) => void;
  /** A beat while it is open, to look for what has not been answered. */
  onBeat: (link: Link) => void;
}

const OPEN_WITHIN_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
const ABNORMAL = 1006;
const A_SECOND = 1000;

export class Link {
  readonly limits: SocketLimits;
  readonly #socket: WebSocket;
  readonly #hears: LinkHears;
  #isOver = false;
  #beats: ReturnType<typeof setInterval> | undefined;
  #pong: ReturnType<typeof setTimeout> | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #turn: ReturnType<typeof setTimeout> | undefined;
  #sentAt: number[] = [];
  #line: string[] = [];

  constructor(make: SocketMaker, url: string, limits: SocketLimits, hears: LinkHears) {
    this.limits = limits;
    this.#hears = hears;
    this.#socket = make(url);
    this.#socket.onopen = () => this.#opened();
    this.#socket.onmessage = ({ data }) => this.#heard(data);
    this.#socket.onclose = ({ code }) => this.#end(code);
    this.#opening = setTimeout(() => this.#end(ABNORMAL), OPEN_WITHIN_MS);
  }

  get isOpen(): boolean {
    return !this.#isOver && this.#socket.readyState === 1;
  }

  /** Sends, or waits for its turn; false when there is no open socket or the message is larger than allowed. */
  say(message: ClientMessage): boolean {
    const text = JSON.stringify(message);
    if (!this.isOpen || new TextEncoder().encode(text).length > this.limits.message_bytes) return false;
    this.#line.push(text);
    this.#drain();
    return true;
  }

  close(): void {
    const { isOpen } = this;
    this.#forget();
    this.#socket.close(isOpen ? 1000 : undefined);
  }

  #opened(): void {
    if (this.#isOver) return;
    clearTimeout(this.#opening);
    this.#beats = setInterval(() => this.#beat(), A_SECOND * this.limits.ping_seconds);
    this.#hears.onOpen(this);
  }

  /** Asks whether the server is still there, and gives up when no answer comes. */
  probe(): void {
    if (!this.say({ v: 1, type: "ping", id: newId(), payload: {} })) return;
    this.#pong ??= setTimeout(() => this.#end(ABNORMAL), PONG_WITHIN_MS);
  }

  #beat(): void {
    this.probe();
    this.#hears.onBeat(this);
  }

  #heard(data: unknown): void {
    if (this.#isOver) return;
    // Whatever comes proves that the line is not cut.
    clearTimeout(this.#pong);
    this.#pong = undefined;
    const message = readMessage(data);
    if (message !== null) this.#hears.onMessage(this, message);
  }

  /** At most so many messages in any second; the rest waits. */
  #drain(): void {
    if (!this.isOpen) return;
    const now = Date.now();
    this.#sentAt = this.#sentAt.filter((at) => now - at < A_SECOND);
    while (this.#line.length > 0 && this.#sentAt.length < this.limits.messages_a_second) {
      this.#socket.send(this.#line.shift() ?? "");
      this.#sentAt.push(now);
    }
    if (this.#line.length > 0) this.#waitForTurn(A_SECOND - (now - (this.#sentAt[0] ?? now)));
  }

  #waitForTurn(ms: number): void {
    this.#turn ??= setTimeout(() => {
      this.#turn = undefined;
      this.#drain();
    }, ms);
  }

  #end(code: number): void {
    if (this.#isOver) return;
    this.#forget();
    this.#socket.close();
    this.#hears.onClose(this, code);
  }

  #forget(): void {
    this.#isOver = true;
    clearInterval(this.#beats);
    clearTimeout(this.#pong);
    clearTimeout(this.#turn);
    clearTimeout(this.#opening);
  }
}
