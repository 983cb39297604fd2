/** When a request that failed is sent again. A server that asks to wait is waited for. */

import { asApiError } from "@/lib/api/errors";

const MOST_TRIES = 3;
const LONGEST_PAUSE_MS = 30_000;

/** How long the server asked to wait before the next request; 0 when it did not. */
export const askedToWait = (error: unknown): number => 1000 * (error === null ? 0 : (asApiError(error).retryAfter ?? 0));

/** `failed` tries came before this error. A long wait is told to the person instead of being sat out unseen. */
export function mustRetry(failed: number, error: unknown): boolean {
  return failed + 1 < MOST_TRIES && asApiError(error).isTemporary && askedToWait(error) <= LONGEST_PAUSE_MS;
}

export function pauseBefore(failed: number, error: unknown): number {
  return Math.max(askedToWait(error), Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failed));
}

/** The interval of a poll, widened while the server asks to wait. */
export const pollEvery = (ms: number, error: unknown): number => Math.max(ms, askedToWait(error));
