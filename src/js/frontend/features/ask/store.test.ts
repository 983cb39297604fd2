import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { RunStore } from "@/features/ask/store";
import { merged } from "@/features/ask/thread-views";
import { EVENTS, RUN, THREAD } from "@/tests/conversation";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const QUESTION = { thread_id: THREAD.id, run_id: RUN.id, question: RUN.question };

it("keeps the list of a thread the same until something changes", () => {
  const store = new RunStore();
  EVENTS.slice(0, 5).forEach((event) => store.take(event));
  const before = store.thread(THREAD.id);
  store.take(EVENTS[2] as (typeof EVENTS)[number]);
  expect(store.thread(THREAD.id)).toBe(before);
  EVENTS.slice(5).forEach((event) => store.take(event));
  expect(store.thread(THREAD.id)[0]?.phase).toBe("completed");
  expect(store.events(RUN.id)).toEqual(EVENTS);
});

it("tells at once, then no more often than screens can show", () => {
  const store = new RunStore();
  const told = vi.fn();
  store.subscribe(told);
  EVENTS.forEach((event) => store.take(event));
  expect(told).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(50);
  expect(told).toHaveBeenCalledTimes(2);
});

it("shows a question at once, and its refusal instead of nothing", () => {
  const store = new RunStore();
  store.asked(QUESTION, "me");
  expect(store.thread(THREAD.id)[0]).toMatchObject({ phase: "asked", question: RUN.question });
  store.refused(RUN.id, "too_many", "3 of your questions are not answered yet.");
  expect(store.run(RUN.id)).toMatchObject({ phase: "refused", problem: { detail: "3 of your questions are not answered yet." } });
  store.drop(RUN.id);
  expect(store.thread(THREAD.id)).toEqual([]);
});

it("does not show a replay as work under way", () => {
  const store = new RunStore();
  EVENTS.slice(0, 11).forEach((event) => store.take(event));
  expect(merged([RUN], store.thread(THREAD.id))[0]?.phase).toBe("completed");
  expect(merged([{ ...RUN, state: "running" }], store.thread(THREAD.id))[0]?.agents).toHaveLength(3);
});

it("puts what is not stored yet behind what is, in the order of the questions", () => {
  const store = new RunStore();
  store.asked({ ...QUESTION, run_id: "new" }, null);
  const later = { ...RUN, id: "later", created_at: "2026-11-27T00:00:00Z" };
  expect(merged([later, RUN], store.thread(THREAD.id)).map(({ id }) => id)).toEqual([RUN.id, "later", "new"]);
});
