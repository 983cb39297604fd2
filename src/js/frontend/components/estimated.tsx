import type { ReactNode } from "react";

/** A number that rests on an assumption: "~" and dotted for the eye, said for the ear. */
export function Estimated({ when, children }: { when: boolean; children: ReactNode }) {
  if (!when) return <span>{children}</span>;
  return (
    <span title="Estimated" className="underline decoration-dotted decoration-1 underline-offset-4">
      <span aria-hidden>~</span>
      {children}
      <span className="sr-only">, estimated</span>
    </span>
  );
}

/** An amount that was written as an estimate: ~$1,234.50, ~\u22120.41, ~12 %. */
const WRITTEN = /~([+\u2212-]?\$?\d+(?:,\d{3})*(?:\.\d+)?(?:\s%)?)/;

/** Words whose figures are written out already, its estimates shown as all estimates are. */
export function WithEstimates({ text }: { text: string }) {
  return text.split(WRITTEN).map((part, index) => (
    <Estimated key={index} when={index % 2 === 1}>
      {part}
    </Estimated>
  ));
}
