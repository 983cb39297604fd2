"use client";

/** State that lives in the address bar, so that it can be shared and Back works. */

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

export type Changes = Readonly<Record<string, string | readonly string[] | null>>;

/** A copy of `params` with `changes` applied: null removes, a list repeats the name. */
export function changed(params: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    const values = value === null ? [] : typeof value === "string" ? [value] : value;
    for (const one of values) next.append(name, one);
  }
  return next;
}

export function addressOf(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return query === "" ? path : `${path}?${query}`;
}

export interface Address {
  params: URLSearchParams;
  href: (changes: Changes) => string;
  set: (changes: Changes, how?: "push" | "replace") => void;
}

export function useAddress(): Address {
  const path = usePathname();
  const params = useSearchParams();
  const href = useCallback(
    (changes: Changes) => addressOf(path, changed(new URLSearchParams(params), changes)),
    [path, params],
  );
  const set = useCallback(
    (changes: Changes, how: "push" | "replace" = "push") => {
      const current = new URLSearchParams(window.location.search);
      const next = addressOf(window.location.pathname, changed(current, changes));
      if (how === "push") window.history.pushState(null, "", next);
      else window.history.replaceState(null, "", next);
    },
    [],
  );
  return { params, href, set };
}
