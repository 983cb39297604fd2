import clsx from "clsx";
import type { ReactNode } from "react";

interface PartProps {
  title: string;
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}

/** A titled part of a report; a card on the screen, a section on paper. */
export function Part({ title, aside, flush, children }: PartProps) {
  return (
    <section
      aria-label={title}
      className="min-w-0 rounded-lg border border-line bg-surface shadow-low print:rounded-none print:border-0 print:border-t print:pt-2 print:shadow-none"
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
