"use client";

import { useEffect, useRef } from "react";

import { asApiError } from "@/lib/api/errors";

const WAIT_S = 5;

/** Asks again by itself after a failure that may pass, as when a service is being started again. */
export function useTryAgain(error: unknown, onRetry: (() => void) | undefined): void {
  const retry = useRef(onRetry);
  useEffect(() => {
    retry.current = onRetry;
  });
  const { isTemporary, retryAfter } = asApiError(error);
  useEffect(() => {
    if (!isTemporary) return undefined;
    const timer = setTimeout(() => retry.current?.(), 1000 * Math.max(WAIT_S, retryAfter ?? 0));
    return () => clearTimeout(timer);
  }, [error, isTemporary, retryAfter]);
}
