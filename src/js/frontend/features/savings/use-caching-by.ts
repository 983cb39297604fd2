"use client";

import { useAddress } from "@/lib/address";

/** What caching as billed may be told apart by; the address says which. */
export const CACHING_BY = ["model", "feature", "user", "agent", "provider", "week", "day"] as const;
export type CachingBy = (typeof CACHING_BY)[number];

export function useCachingBy(): { by: CachingBy; choose: (by: CachingBy) => void } {
  const { params, set } = useAddress();
  return { by: CACHING_BY.find((one) => one === params.get("caching")) ?? "model", choose: (caching) => set({ caching }) };
}
