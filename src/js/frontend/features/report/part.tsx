import clsx from "clsx";
import type { ReactNode } from "react";

interface PartProps {
  title: string;
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}

const CARD = "min-w-0 rounded-lg border border-line bg-surface shadow-low print:rounded-none print:border-0 print:border-t print:pt-2 print:shadow-none";

/** A titled part of a report; a card on the screen, a section on paper. */
export function Part({ title, aside, flush, children }: PartProps) {
  return (
    <section
      aria-label={title}
      className={CARD}
    >
      <header className="flex items-baseline justify-between gap-3 px-4 pt-3 pb-1 print:px-0 print:break-after-avoid">
        <h3 dir="auto" className="min-w-0 font-semibold wrap-anywhere">
          {title}
        </h3>
        {aside && <span className="shrink-0 text-xs text-ink-2">{aside}</span>}
      </header>
      <div className={clsx(!flush && "px-4 pt-1 pb-4 print:px-0")}>{children}</div>
    </section>
  );
}

/** A part that is there to be looked up, and opens when it is. */
export function FoldedPart({ title, startOpen, children }: { title: string; startOpen: boolean; children: ReactNode }) {
  return (
    <section aria-label={title} className={CARD}>
      <details open={startOpen}>
        <summary className="cursor-pointer rounded-lg px-4 py-3 print:px-0">
          <h3 dir="auto" className="inline font-semibold wrap-anywhere">
            {title}
          </h3>
        </summary>
        {children}
      </details>
    </section>
  );
}
