import type { Filters } from "@/features/filters/filters";
import * as time from "@/lib/time";

export function rangeText({ from, to }: Pick<Filters, "from" | "to">, zone: string): string {
  if (from === null && to === null) return "All time";
  if (to === null) return `From ${time.minute(from ?? "", zone)}`;
  if (from === null) return `Until ${time.minute(to, zone)}`;
  return `${time.minute(from, zone)} – ${time.minute(to, zone)}`;
}
