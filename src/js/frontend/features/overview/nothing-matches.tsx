"use client";

import { FilterX } from "lucide-react";

import { Button } from "@/components/button";
import { Empty } from "@/components/states";
import { type Choice, type Filters, NO_FILTERS } from "@/features/filters/filters";
import { useFilters } from "@/features/filters/use-filters";
import { type Changes, useAddress } from "@/lib/address";

/** Taking a choice away, in words. */
const WHOLE: Readonly<Record<string, readonly Choice[]>> = {
  "Show all models": ["model"],
  "Show all agents": ["agent", "agent_name"],
  "Show all features": ["feature"],
  "Show all users": ["user"],
  "Show all sessions": ["session"],
  "Show all outcomes": ["status"],
};

interface Loosening {
  isSet: boolean;
  title: string;
  changes: Changes;
}

/** The filters that are set, the one that most often leaves nothing first. */
function loosenings({ from, to, ...chosen }: Filters): Loosening[] {
  const time: Loosening = { isSet: from !== null || to !== null, title: "Show all time", changes: { from: null, to: null } };
  const others = Object.entries(WHOLE).map(([title, choices]) => ({
    isSet: choices.some((choice) => chosen[choice].length > 0),
    title,
    changes: Object.fromEntries(choices.map((choice) => [choice, null])),
  }));
  return [time, ...others].filter(({ isSet }) => isSet);
}

/** Which filter to loosen. With one set, loosening it is clearing all. */
export function NothingMatches() {
  const { filters } = useFilters();
  const { set } = useAddress();
  const ways = loosenings(filters);
  const all: Loosening = { isSet: true, title: "Clear all filters", changes: NO_FILTERS };
  return (
    <Empty
      icon={<FilterX size={28} aria-hidden />}
      title={ways.length === 1 ? "No call matches this filter" : "No call matches these filters together"}
      actions={[...ways, ...(ways.length > 1 ? [all] : [])].map(({ title, changes }) => (
        <Button key={title} onClick={() => set(changes)}>
          {title}
        </Button>
      ))}
    />
  );
}
