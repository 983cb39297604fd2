"use client";

import Link from "next/link";

import { callsHref, type Narrowing } from "@/features/filters/filters";
import { useFilters } from "@/features/filters/use-filters";
import { useProjectId } from "@/features/projects/queries";
import { exactCount } from "@/lib/format";

interface DoorProps {
  calls: number;
  /** Of which row of the page the calls are. */
  within?: Narrowing;
  testId?: string;
}

/** A count of calls that leads to the list of exactly these. */
export function CallsDoor({ calls, within = {}, testId }: DoorProps) {
  const id = useProjectId();
  const { filters } = useFilters();
  const count = exactCount(calls);
  const label = `${count} ${calls === 1 ? "call, show it" : "calls, show them"}`;
  return (
    <Link
      href={callsHref(id, filters, within)}
      prefetch={false}
      data-testid={testId}
      aria-label={label}
      title="Show these calls"
      className="rounded-sm decoration-1 underline-offset-4 hover:text-accent hover:underline"
    >
      {count}
    </Link>
  );
}
