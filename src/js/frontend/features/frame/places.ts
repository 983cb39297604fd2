/** The places of a project, in the order of the rail. */

import { ArrowDownToLine, ChartNoAxesColumn, MessageCircleQuestionMark, PiggyBank, Search, Settings } from "lucide-react";

import { CHOICES } from "@/features/filters/filters";

export interface Place {
  path: string;
  title: string;
  icon: typeof Search;
  /** Pressed after `g`. */
  key: string;
}

export const PLACES: readonly Place[] = [
  { path: "overview", title: "Overview", icon: ChartNoAxesColumn, key: "o" },
  { path: "explore", title: "Explore", icon: Search, key: "e" },
  { path: "savings", title: "Savings", icon: PiggyBank, key: "s" },
  { path: "ask", title: "Ask", icon: MessageCircleQuestionMark, key: "a" },
  { path: "imports", title: "Imports", icon: ArrowDownToLine, key: "i" },
  { path: "settings", title: "Settings", icon: Settings, key: "," },
];

const CARRIED: readonly string[] = ["from", "to", ...CHOICES];
/** The places whose calls time, model and agent choose. */
export const FILTERED: readonly string[] = ["overview", "explore", "savings"];

/** Where a place is; the filters come along to the places that have them. */
export function placeHref(projectId: string, path: string, params: URLSearchParams): string {
  const kept = new URLSearchParams();
  const carried = FILTERED.includes(path) ? CARRIED : [];
  for (const name of carried) for (const value of params.getAll(name)) kept.append(name, value);
  const query = kept.toString();
  return `/projects/${projectId}/${path}${query === "" ? "" : `?${query}`}`;
}
