"use client";

import type { By } from "@/features/filters/filters";
import { useAddress } from "@/lib/address";

/** What the last table of the overview may be about; the address says which. */
export const GROUPS = ["feature", "user", "session"] as const satisfies readonly By[];
export type Group = (typeof GROUPS)[number];

/** Where the table stands on the page. */
export const GROUP_CARD = "by-group";

export function useGroup(): { group: Group; choose: (group: Group) => void; show: (group: Group) => void } {
  const { params, set } = useAddress();
  const choose = (group: Group) => set({ group });
  const show = (group: Group) => {
    choose(group);
    document.getElementById(GROUP_CARD)?.scrollIntoView({ block: "start" });
  };
  return { group: GROUPS.find((one) => one === params.get("group")) ?? "feature", choose, show };
}
