import type { ReactNode } from "react";

/** A number that rests on an assumption: dotted for the eye, said for the ear. */
export function Estimated({ when, children }: { when: boolean; children: ReactNode }) {
  if (!when) return <span>{children}</span>;
  return (
    <span title="Estimated" className="underline decoration-dotted decoration-1 underline-offset-4">
      {children}
      <span className="sr-only">, estimated</span>
    </span>
  );
}
