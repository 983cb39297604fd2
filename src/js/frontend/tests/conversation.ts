/** A real question with its events and report, as the backend told them. */

import type { Report, Run, SuggestedQuestion, Thread } from "@/lib/api/types";
import type { RunEvent } from "@/lib/socket/messages";
import told from "@/tests/conversation.json";

interface Told {
  thread: Thread;
  run: Run;
  suggested: { questions: SuggestedQuestion[] };
  events: RunEvent[];
  report: Report;
}

export const { thread: THREAD, run: RUN, suggested: SUGGESTED, events: EVENTS, report: REPORT } = told as unknown as Told;

export const CANCELLED: RunEvent = { v: 1, thread_id: THREAD.id, run_id: RUN.id, seq: 13, at: "2026-11-26T22:48:03.243Z", type: "run_cancelled", payload: { had: ["95 calls looked at."] } };
export const FAILED: RunEvent = {
  ...CANCELLED,
  type: "run_failed",
  payload: { problem: { code: "internal", detail: "The store did not answer.", remedy: "Ask again in a minute." }, had: [] },
};
