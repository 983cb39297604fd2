import { expect, it } from "vitest";

import { ApiError, asApiError, offlineError } from "@/lib/api/errors";
import { mustRetry, pauseBefore, pollEvery } from "@/lib/api/retry";

const busy = (retryAfter: number | null) => new ApiError({ status: 429, code: "too_many", title: "Too many", detail: "", retryAfter });

it("sends at most three times", () => {
  expect([0, 1, 2].map((failed) => mustRetry(failed, offlineError(null)))).toEqual([true, true, false]);
});

it("does not send again what a mistake of the page broke", () => {
  expect(asApiError(new TypeError("x is undefined"))).toMatchObject({ status: null, isTemporary: false });
  expect(mustRetry(0, new TypeError("x is undefined"))).toBe(false);
});

it("waits as long as the server asks, and tells the person when that is long", () => {
  expect(pauseBefore(0, busy(7))).toBe(7000);
  expect(pauseBefore(2, busy(null))).toBe(4000);
  expect(mustRetry(0, busy(7))).toBe(true);
  expect(mustRetry(0, busy(300))).toBe(false);
  expect(pollEvery(700, busy(7))).toBe(7000);
  expect(pollEvery(700, null)).toBe(700);
});
