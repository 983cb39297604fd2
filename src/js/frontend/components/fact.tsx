import type { ReactNode } from "react";

/** A line of what is known about a thing; stands in a `dl`. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 border-b border-line py-2 last:border-0 sm:grid-cols-[128px_1fr]">
      <dt className="text-sm text-ink-2">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
