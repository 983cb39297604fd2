/**
 * The app's one socket: connects when somebody follows a thread, comes back by itself, and tells every event once.
 *
 * idle -> connecting -> open -> waiting -> connecting ...; stopped when the page or the session ends, refused when
 * its right to a socket does.
 */

import { type ApiError, asApiError } from "@/lib/api/errors";
import type { SocketLimits, SocketTicket } from "@/lib/api/types";
import { newId } from "@/lib/id";
import { FLOOD_MS, pauseBeforeTry } from "@/lib/socket/backoff";
import { Link, type LinkHears } from "@/lib/socket/link";
import { added } from "@/lib/socket/listeners";
import { type Command, isRunEvent, type RunEvent, type ServerMessage, type StartRun } from "@/lib/socket/messages";
import type { Refusal, SocketOptions, SocketState } from "@/lib/socket/options";
import { Outbox } from "@/lib/socket/outbox";
import { Places } from "@/lib/socket/places";

const SESSION_OVER = 4401;
const NO_ACCESS = 4403;
const FLOOD = 4429;
const HTTP_UNAUTHORIZED = 401;
const HTTP_FORBIDDEN = 403;
/** Open for this long, the next failure is a first one again. */
const STEADY_MS = 5000;
/** Behind a gap the rest is asked for once, not once for each event that comes meanwhile. */
const ASKED_AGAIN_MS = 2000;
/** Refusals that pass: the same is said again. The server does not name a message that came too fast. */
const NOT_NOW = "unavailable";
const TOO_FAST = "too_many";
const NOT_NOW_MS = 2000;

export class SocketClient {
  readonly #options: Required<SocketOptions>;
  readonly #places = new Places();
  readonly #outbox = new Outbox();
  readonly #followed = new Map<string, number>();
  readonly #askedAgain = new Map<string, number>();
  readonly #onState = new Set<() => void>();
  readonly #onEvent = new Set<(event: RunEvent) => void>();
  readonly #onRefusal = new Set<(refusal: Refusal) => void>();
  readonly #hears: LinkHears;
  #state: SocketState = "idle";
  #limits: SocketLimits | null = null;
  #link: Link | null = null;
  /** The one that takes over from `#link` before that ends. */
  #successor: Link | null = null;
  #isFetching = false;
  #failed = 0;
  #mustRenew = false;
  #notBefore = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #steady: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = { make: (url) => new WebSocket(url), random: Math.random, ...options };
    this.#hears = {
      onOpen: (link) => this.#opened(link),
      onMessage: (link, message) => this.#heard(link, message),
      onClose: (link, code) => this.#closed(link, code),
      onBeat: () => this.#sendDue(),
    };
  }

  readonly state = (): SocketState => this.#state;
  /** What the server announced; null before the first connection. */
  readonly limits = (): SocketLimits | null => this.#limits;

  readonly onState = (listener: () => void): (() => void) => added(this.#onState, listener);
  readonly onEvent = (listener: (event: RunEvent) => void): (() => void) => added(this.#onEvent, listener);
  readonly onRefusal = (listener: (refusal: Refusal) => void): (() => void) => added(this.#onRefusal, listener);

  /** Begins to hear of a thread, until the function returned is called. Followers of one thread share it. */
  follow(thread: string): () => void {
    const followers = this.#followed.get(thread) ?? 0;
    // The one turned to last stands last, as on the server, which leaves the first one when there are too many.
    this.#followed.delete(thread);
    this.#followed.set(thread, followers + 1);
    if (followers === 0) this.#subscribe(thread);
    this.#connect();
    let isFollowing = true;
    return () => {
      if (isFollowing) this.#unfollow(thread);
      isFollowing = false;
    };
  }

  /** Asks; sent again until the run is there or is refused. */
  startRun(payload: StartRun): void {
    this.#command({ v: 1, type: "start_run", id: newId(), payload });
  }

  cancelRun(runId: string): void {
    this.#command({ v: 1, type: "cancel_run", id: newId(), payload: { run_id: runId } });
  }

  /** The browser has the network back, or the page is looked at again: try now. */
  readonly wake = (): void => {
    if (this.#state === "waiting" && Date.now() >= this.#notBefore) void this.#open();
    // After a sleep an open socket may be open in name only.
    else this.#link?.probe();
  };

  /** Begins to listen to the browser's own signs of life; ends with the function returned. */
  readonly run = (): (() => void) => {
    const seen = () => document.visibilityState === "visible" && this.wake();
    window.addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", seen);
    if (this.#isOver()) this.#become("idle");
    if (this.#isWanted) this.#connect();
    return () => {
      window.removeEventListener("online", this.wake);
      document.removeEventListener("visibilitychange", seen);
      this.#stop();
    };
  };

  #isOver(): boolean {
    return this.#state === "stopped" || this.#state === "refused";
  }

  get #isWanted(): boolean {
    return this.#followed.size > 0 || !this.#outbox.isEmpty;
  }

  #command(command: Command): void {
    this.#outbox.add(command);
    this.#connect();
    this.#sendDue();
  }

  #unfollow(thread: string): void {
    const followers = (this.#followed.get(thread) ?? 1) - 1;
    if (followers > 0) this.#followed.set(thread, followers);
    else this.#followed.delete(thread);
  }

  #connect(): void {
    if (this.#state !== "idle") return;
    const early = this.#notBefore - Date.now();
    if (early > 0) this.#later(early);
    else void this.#open();
  }

  /** Opens a socket with a new ticket; beside the present one if there is one. */
  async #open(): Promise<void> {
    if (this.#isOver()) return;
    const isOpen = this.#link?.isOpen === true;
    if (!isOpen) this.#become("connecting");
    // One attempt at a time, whoever asks for it.
    if (this.#isFetching || this.#successor || (this.#link && !isOpen)) return;
    this.#isFetching = true;
    clearTimeout(this.#timer);
    try {
      const ticket = await this.#ticket();
      if (ticket && !this.#isOver()) this.#openWith(ticket);
    } catch (error) {
      this.#gotNone(asApiError(error));
    } finally {
      this.#isFetching = false;
    }
  }

  #gotNone(error: ApiError): void {
    if (error.status === HTTP_FORBIDDEN) {
      this.#stop("refused");
      return;
    }
    // Renewed before the next try, which ends this where the session is over.
    if (error.status === HTTP_UNAUTHORIZED) this.#mustRenew = true;
    this.#later(1000 * (error.retryAfter ?? 0));
  }

  async #ticket(): Promise<SocketTicket | null> {
    if (this.#mustRenew && !(await this.#options.renewSession())) {
      this.#stop();
      return null;
    }
    this.#mustRenew = false;
    return this.#options.ticket();
  }

  #openWith({ ticket, limits }: SocketTicket): void {
    this.#limits = limits;
    const url = `${this.#options.url}/ws?ticket=${encodeURIComponent(ticket)}`;
    const link = new Link(this.#options.make, url, limits, this.#hears);
    if (this.#link) this.#successor = link;
    else this.#link = link;
  }

  #opened(link: Link): void {
    const before = this.#link === link ? null : this.#link;
    this.#link = link;
    this.#successor = null;
    this.#become("open");
    this.#askedAgain.clear();
    this.#sayAll(link);
    before?.close();
    clearTimeout(this.#steady);
    this.#steady = setTimeout(() => (this.#failed = 0), STEADY_MS);
  }

  #sayAll(link: Link): void {
    this.#outbox.unsent();
    for (const thread of [...this.#followed.keys()].slice(-link.limits.threads)) this.#subscribe(thread);
    this.#sendDue();
  }

  #subscribe(thread: string): void {
    this.#link?.say({ v: 1, type: "subscribe", id: newId(), payload: { thread_id: thread, cursors: this.#places.cursors(thread) } });
  }

  #sendDue(): void {
    const link = this.#link;
    if (!link?.isOpen) return;
    const now = Date.now();
    for (const command of this.#outbox.due(now)) {
      if (link.say(command)) this.#outbox.sent(command.id, now);
      else this.#refuse(command.id, "too_large", `A message has at most ${link.limits.message_bytes.toLocaleString("en")} bytes.`);
    }
  }

  #heard(link: Link, message: ServerMessage): void {
    if (isRunEvent(message)) this.#take(message);
    else if (message.type === "session_expiring" && link === this.#link) this.#replace();
    else if (message.type === "error") this.#refused(message.payload);
  }

  #take(event: RunEvent): void {
    const place = this.#places.take(event);
    if (place === "gap") this.#askAgain(event.thread_id);
    if (place !== "next") return;
    this.#outbox.happened(event);
    for (const listener of this.#onEvent) listener(event);
  }

  #askAgain(thread: string): void {
    const now = Date.now();
    if (now - (this.#askedAgain.get(thread) ?? Number.NEGATIVE_INFINITY) < ASKED_AGAIN_MS) return;
    this.#askedAgain.set(thread, now);
    this.#subscribe(thread);
  }

  #refused({ about, code, detail }: { about: string | null; code: string; detail: string }): void {
    const passes = code === NOT_NOW || (about === null && code === TOO_FAST);
    if (passes) this.#again ??= setTimeout(() => this.#sayAgain(), NOT_NOW_MS);
    else if (about !== null) this.#refuse(about, code, detail);
  }

  /** Whatever was not obeyed is among it; what was obeyed is not done twice. */
  #sayAgain(): void {
    this.#again = undefined;
    if (this.#link?.isOpen) this.#sayAll(this.#link);
  }

  #refuse(id: string, code: string, detail: string): void {
    const command = this.#outbox.refused(id);
    if (command) for (const listener of this.#onRefusal) listener({ command, code, detail });
  }

  /** The session of this socket ends soon: the next one is opened before. */
  #replace(): void {
    this.#mustRenew = true;
    void this.#open();
  }

  #closed(link: Link, code: number): void {
    if (link === this.#successor) this.#successor = null;
    else if (link === this.#link) this.#link = null;
    else return;
    clearTimeout(this.#steady);
    if (code === NO_ACCESS) {
      this.#stop("refused");
      return;
    }
    if (code === SESSION_OVER) this.#mustRenew = true;
    if (this.#link === null && this.#successor) this.#promote(this.#successor);
    else this.#later(code === FLOOD ? FLOOD_MS : 0);
  }

  /** The old one is gone before the new one has opened. */
  #promote(link: Link): void {
    this.#link = link;
    this.#successor = null;
    this.#become("connecting");
  }

  #later(atLeast: number): void {
    if (this.#isOver()) return;
    const pause = Math.max(atLeast, pauseBeforeTry(this.#failed, this.#options.random));
    this.#failed += 1;
    this.#notBefore = Date.now() + atLeast;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#open(), pause);
    if (!this.#link?.isOpen) this.#become(this.#isWanted ? "waiting" : "idle");
    if (this.#state === "idle") clearTimeout(this.#timer);
  }

  #stop(as: "stopped" | "refused" = "stopped"): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#steady);
    clearTimeout(this.#again);
    this.#again = undefined;
    const links = [this.#link, this.#successor];
    this.#link = null;
    this.#successor = null;
    this.#become(as);
    for (const link of links) link?.close();
  }

  #become(state: SocketState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#onState) listener();
  }
}
