"use client";

/** State that lives in the address bar, so that it can be shared and Back works. */

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";

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
  /** Goes to another state of the page; Back returns to this one. */
  set: (changes: Changes) => void;
  /** Opens something over the page, which `close` with what undoes it takes away again. */
  open: (changes: Changes) => void;
  close: (changes: Changes) => void;
}

/** Marks an entry of the history that was added to open something. */
const OPENED = "netraOpened";

const nextAddress = (changes: Changes): string =>
  addressOf(window.location.pathname, changed(new URLSearchParams(window.location.search), changes));

const set = (changes: Changes) => window.history.pushState(null, "", nextAddress(changes));
const open = (changes: Changes) => window.history.pushState({ [OPENED]: true }, "", nextAddress(changes));

let isGoingBack = false;

/** Going back takes a moment; a second press of Escape in it must not go back twice. */
function goBack(): void {
  if (isGoingBack) return;
  isGoingBack = true;
  window.addEventListener("popstate", () => (isGoingBack = false), { once: true });
  window.history.back();
}

/** Back where we were, so that Back does not open it again; a link that came with it open has nothing to go back to. */
function close(changes: Changes): void {
  const state = window.history.state as Record<string, unknown> | null;
  if (state?.[OPENED] === true) goBack();
  else window.history.replaceState(null, "", nextAddress(changes));
}

export function useAddress(): Address {
  const found = useSearchParams();
  return useMemo(() => ({ params: new URLSearchParams(found), set, open, close }), [found]);
}
