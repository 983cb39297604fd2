"use client";

/** Keys that work on every page. */

import { useEffect } from "react";

import { PLACES } from "@/features/frame/places";

const PALETTE = "netra:palette";

export const openPalette = (): void => {
  window.dispatchEvent(new Event(PALETTE));
};

export interface Handlers {
  onPalette: () => void;
  onKeys: () => void;
  onPlace: (path: string) => void;
}

/** `g` waits this long for its second key. */
const SECOND_KEY_MS = 1200;

export const KEYS: readonly { keys: string[]; what: string }[] = [
  { keys: ["Ctrl", "K"], what: "Search and commands" },
  { keys: ["/"], what: "Search" },
  { keys: ["?"], what: "These keys" },
  ...PLACES.map(({ key, title }) => ({ keys: ["g", key], what: `Go to ${title}` })),
  { keys: ["Esc"], what: "Close what is open" },
];

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** What a key asks for, knowing whether `g` came before it. */
export function commandOf(event: KeyboardEvent, afterG: boolean): keyof Handlers | null {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return "onPalette";
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null;
  if (event.key === "/") return "onPalette";
  if (event.key === "?") return "onKeys";
  return afterG && PLACES.some(({ key }) => key === event.key) ? "onPlace" : null;
}

function listener(handlers: Handlers): (event: KeyboardEvent) => void {
  let pressedG = 0;
  return (event) => {
    const command = commandOf(event, event.timeStamp - pressedG < SECOND_KEY_MS);
    pressedG = event.key === "g" && !isTyping(event.target) ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (command === null) return;
    event.preventDefault();
    const place = PLACES.find(({ key }) => key === event.key);
    if (command === "onPlace" && place) handlers.onPlace(place.path);
    if (command === "onPalette") handlers.onPalette();
    if (command === "onKeys") handlers.onKeys();
  };
}

export function useShortcuts(handlers: Handlers): void {
  useEffect(() => {
    const onKey = listener(handlers);
    window.addEventListener("keydown", onKey);
    window.addEventListener(PALETTE, handlers.onPalette);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(PALETTE, handlers.onPalette);
    };
  }, [handlers]);
}
