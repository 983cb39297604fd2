/** Stands in for the browser's WebSocket: the test is the server. */

import { vi } from "vitest";

import { SocketClient } from "@/lib/socket/client";
import type { ClientMessage, RunEvent } from "@/lib/socket/messages";
import type { SocketOptions } from "@/lib/socket/options";

export class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly said: ClientMessage[] = [];

  constructor(readonly url: string) {}

  send(text: string): void {
    if (this.readyState !== 1) throw new Error("Sent while not open.");
    this.said.push(JSON.parse(text) as ClientMessage);
  }

  close(): void {
    this.readyState = 3;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  hear(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  saidOf(type: ClientMessage["type"]): ClientMessage[] {
    return this.said.filter((message) => message.type === type);
  }
}

export const LIMITS = { message_bytes: 65_536, question_characters: 2000, messages_a_second: 20, threads: 20, ping_seconds: 20 };

export function setUpSocket(change: Partial<SocketOptions> = {}, limits: Partial<typeof LIMITS> = {}) {
  const sockets: FakeSocket[] = [];
  const ticket = vi.fn(() => Promise.resolve({ ticket: `t${String(sockets.length + 1)}`, expires_in_seconds: 30, limits: { ...LIMITS, ...limits } }));
  const renewSession = vi.fn(() => Promise.resolve(true));
  const make = (url: string) => {
    const socket = new FakeSocket(url);
    sockets.push(socket);
    return socket as unknown as WebSocket;
  };
  const client = new SocketClient({ url: "ws://backend", ticket, renewSession, make, random: () => 1, ...change });
  const heard: RunEvent[] = [];
  client.onEvent((event) => heard.push(event));
  return { client, sockets, ticket, renewSession, heard };
}

export const event = (seq: number, run = "r1", thread = "t1"): RunEvent => ({
  v: 1,
  thread_id: thread,
  run_id: run,
  seq,
  at: "2026-11-26T22:48:03Z",
  type: "agent_thinking",
  payload: { agent: "data", thought: `step ${String(seq)}` },
});

export const ended = (seq: number, run = "r1", thread = "t1"): RunEvent => ({
  ...event(seq, run, thread),
  type: "run_completed",
  payload: { duration_ms: 5 },
});

/** Lets promises and timers go on; under fake timers. */
export const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** A client that follows one thread over an open socket. */
export async function openOne(...options: Parameters<typeof setUpSocket>) {
  const set = setUpSocket(...options);
  set.client.follow("t1");
  await settle();
  const [first] = set.sockets as [FakeSocket];
  first.open();
  return { ...set, first };
}
