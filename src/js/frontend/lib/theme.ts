"use client";

/** Light, dark, or what the system says. */

import { useCallback, useSyncExternalStore } from "react";

import { remember, remembered } from "@/lib/store";

export type Theme = "light" | "dark" | "system";

const CHANGED = "netra:theme";
const isDark = () => window.matchMedia("(prefers-color-scheme: dark)").matches;

function apply(theme: Theme): void {
  const shown = theme === "system" ? (isDark() ? "dark" : "light") : theme;
  document.documentElement.dataset.theme = shown;
}

function chosen(): Theme {
  const theme = remembered("theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

function subscribe(listener: () => void): () => void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => apply(chosen());
  system.addEventListener("change", follow);
  window.addEventListener(CHANGED, listener);
  return () => {
    system.removeEventListener("change", follow);
    window.removeEventListener(CHANGED, listener);
  };
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, chosen, () => "system" as const);
  const choose = useCallback((next: Theme) => {
    remember("theme", next);
    apply(next);
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [theme, choose];
}
