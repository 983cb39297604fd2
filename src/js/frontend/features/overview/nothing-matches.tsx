"use client";

import { FilterX } from "lucide-react";

import { Button } from "@/components/button";
import { Empty } from "@/components/states";
import { type Filters, NO_FILTERS } from "@/features/filters/filters";
import { useFilters } from "@/features/filters/use-filters";
import { type Changes, useAddress } from "@/lib/address";

interface Loosening {
  isSet: boolean;
  title: string;
  changes: Changes;
}

/** The filters that are set, the one that most often leaves nothing first. */
function loosenings({ from, to, model, agent, agent_name }: Filters): Loosening[] {
  const all: Loosening[] = [
    { isSet: from !== null || to !== null, title: "Show all time", changes: { from: null, to: null } },
    { isSet: model.length > 0, title: "Show all models", changes: { model: null } },
    { isSet: agent.length + agent_name.length > 0, title: "Show all agents", changes: { agent: null, agent_name: null } },
  ];
  return all.filter(({ isSet }) => isSet);
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
