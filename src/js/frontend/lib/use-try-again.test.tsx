import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { ApiError, offlineError } from "@/lib/api/errors";
import { useTryAgain } from "@/lib/use-try-again";

const failed = (status: number, retryAfter: number | null = null) => new ApiError({ status, code: "x", title: "x", detail: "x", retryAfter });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  [offlineError(null), 5_000],
  [failed(503, 20), 20_000],
])("asks again once after a failure that may pass", (error, wait) => {
  const retry = vi.fn();
  const { rerender } = renderHook(({ found }: { found: Error }) => useTryAgain(found, retry), { initialProps: { found: error } });
  vi.advanceTimersByTime(wait - 1);
  expect(retry).not.toHaveBeenCalled();
  vi.advanceTimersByTime(wait);
  expect(retry).toHaveBeenCalledTimes(1);
  rerender({ found: offlineError(null) });
  vi.advanceTimersByTime(5_000);
  expect(retry).toHaveBeenCalledTimes(2);
});

it.each([failed(404), failed(422), new Error("a bug")])("leaves alone what will fail again", (error) => {
  const retry = vi.fn();
  renderHook(() => useTryAgain(error, retry));
  vi.advanceTimersByTime(60_000);
  expect(retry).not.toHaveBeenCalled();
});
