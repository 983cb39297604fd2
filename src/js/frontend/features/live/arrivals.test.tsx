import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Arrivals } from "@/features/live/arrivals";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const NOW = Date.parse("2026-01-01T00:00:10Z");
const call = (id: string) => ({
  call_id: id,
  source: "otlp",
  model: "opus",
  cost_usd: "1",
  cost_kind: "exact",
  started_at: "2026-01-01T00:00:07Z",
  usage: { input_total: 1, output_total: 1 },
});

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it("asks for figures again when a call has come, not at every look, and its age goes on", async () => {
  let calls = [call("a")];
  answerWith({ [`${PROJECT}/calls`]: () => json({ calls }) });
  const { client } = renderPage(<Arrivals />);
  const refreshed = vi.spyOn(client, "invalidateQueries");
  await pass(100);
  expect(screen.getByText(/3 seconds ago/)).toBeInTheDocument();
  await pass(5000);
  expect(screen.getByText(/8 seconds ago/)).toBeInTheDocument();
  expect(refreshed).toHaveBeenCalledTimes(1);
  calls = [call("b"), ...calls];
  await pass(2000);
  expect(refreshed).toHaveBeenCalledTimes(2);
});
