import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { ended, event, openOne, settle } from "@/tests/sockets";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const QUESTION = { thread_id: "t1", run_id: "r1", question: "Where can I save?" };

it("events: are told once each", async () => {
  const { first, heard } = await openOne();
  for (const seq of [1, 2, 2, 1, 3]) first.hear(event(seq));
  first.hear(event(1, "r2"));
  expect(heard.map(({ run_id, seq }) => [run_id, seq])).toEqual([["r1", 1], ["r1", 2], ["r1", 3], ["r2", 1]]);
});

it("events: are asked for again behind a gap, once", async () => {
  const { first, heard } = await openOne();
  first.hear(event(1));
  for (const seq of [3, 4, 5]) first.hear(event(seq));
  expect(heard.map(({ seq }) => seq)).toEqual([1]);
  expect(first.saidOf("subscribe").map(({ payload }) => payload)).toEqual([
    { thread_id: "t1", cursors: {} },
    { thread_id: "t1", cursors: { r1: 1 } },
  ]);
  for (const seq of [2, 3, 4, 5]) first.hear(event(seq));
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
});

it("events: begin behind what is known after a reconnect", async () => {
  const { sockets, first } = await openOne();
  first.hear(event(1));
  first.end(1006);
  await settle(300);
  sockets[1]?.open();
  expect(sockets[1]?.said[0]?.payload).toEqual({ thread_id: "t1", cursors: { r1: 1 } });
});

it("events: of a newer server, or none at all, do no harm", async () => {
  const { first, heard } = await openOne();
  first.onmessage?.({ data: "no json" });
  first.hear({ v: 2, type: "agent_thinking", payload: {}, seq: 1 });
  expect(heard).toEqual([]);
});

it("events: are asked for of the threads turned to last, no more than one socket may follow", async () => {
  const { client, sockets, first } = await openOne({}, { threads: 2 });
  client.follow("t2");
  client.follow("t3");
  first.end(1006);
  await settle(300);
  sockets[1]?.open();
  expect(sockets[1]?.said.map(({ payload }) => (payload as { thread_id: string }).thread_id)).toEqual(["t2", "t3"]);
});

it("a command: is sent again after a reconnect, as the same run, until it is answered", async () => {
  const { client, sockets, first } = await openOne();
  client.startRun(QUESTION);
  client.startRun(QUESTION);
  first.end(1006);
  await settle(300);
  sockets[1]?.open();
  expect(sockets[1]?.saidOf("start_run").map(({ payload }) => payload)).toEqual([QUESTION]);
  sockets[1]?.hear(event(1));
  sockets[1]?.end(1006);
  await settle(600);
  sockets[2]?.open();
  expect(sockets[2]?.saidOf("start_run")).toEqual([]);
});

it("a command: to stop is answered by the end of the run only", async () => {
  const { client, sockets, first } = await openOne();
  first.hear(event(1));
  client.cancelRun("r1");
  first.hear(event(2));
  first.end(1006);
  await settle(300);
  sockets[1]?.open();
  expect(sockets[1]?.saidOf("cancel_run")).toHaveLength(1);
  sockets[1]?.hear(ended(3));
  sockets[1]?.end(1006);
  await settle(600);
  sockets[2]?.open();
  expect(sockets[2]?.saidOf("cancel_run")).toEqual([]);
});

it("a command: is told when it is refused, and sent again when the refusal passes", async () => {
  const { client, first } = await openOne();
  const refused = vi.fn();
  client.onRefusal(refused);
  client.startRun(QUESTION);
  const refuse = (code: string) => first.hear({ v: 1, type: "error", at: "", payload: { about: first.saidOf("start_run")[0]?.id, code, detail: "No." } });
  refuse("unavailable");
  await settle(2000);
  expect(first.saidOf("start_run")).toHaveLength(2);
  expect(refused).not.toHaveBeenCalled();
  refuse("too_many");
  expect(refused.mock.calls[0]).toMatchObject([{ command: { type: "start_run" }, code: "too_many", detail: "No." }]);
});

it("a command: larger than the server takes is refused here", async () => {
  const { client, first } = await openOne({}, { message_bytes: 300 });
  const refused = vi.fn();
  client.onRefusal(refused);
  client.startRun({ ...QUESTION, question: "ü".repeat(200) });
  expect(refused.mock.calls[0]).toMatchObject([{ code: "too_large" }]);
  expect(first.saidOf("start_run")).toEqual([]);
});

it("a command: waits for its turn when there are more than the server takes in a second", async () => {
  const { client, first } = await openOne({}, { messages_a_second: 3 });
  for (const run of ["a", "b", "c", "d"]) client.cancelRun(run);
  expect(first.said).toHaveLength(3);
  await settle(1000);
  expect(first.said).toHaveLength(5);
});

it("a command: whose answer does not come is sent again on the same socket", async () => {
  const { client, first } = await openOne();
  client.startRun(QUESTION);
  for (let beat = 0; beat < 2; beat += 1) {
    await settle(20_000);
    first.hear({ v: 1, type: "pong", at: "", payload: { about: null } });
  }
  expect(first.saidOf("start_run").length).toBeGreaterThan(1);
});

it.each([
  { about: null, code: "too_many" },
  { about: "of a subscription", code: "unavailable" },
])("events: are asked for again when the server could not obey ($code)", async (refusal) => {
  const { first } = await openOne();
  [1, 2, 3].forEach(() => first.hear({ v: 1, type: "error", at: "", payload: { ...refusal, detail: "" } }));
  await settle(2000);
  expect(first.saidOf("subscribe")).toHaveLength(2);
});

it("events: that cannot be had are not asked for without end", async () => {
  const { first } = await openOne();
  first.hear({ v: 1, type: "error", at: "", payload: { about: "x", code: "not_found", detail: "" } });
  first.hear({ v: 1, type: "error", at: "", payload: { about: null, code: "invalid", detail: "" } });
  await settle(10_000);
  expect(first.saidOf("subscribe")).toHaveLength(1);
});
