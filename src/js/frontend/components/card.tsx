import clsx from "clsx";
import type { ReactNode } from "react";

interface CardProps {
  title?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
  testId?: string;
}

/** A titled section. `lead` states what the content shows, before the content. */
export function Card({ title, lead, actions, children, className, flush, testId }: CardProps) {
  return (
    <section
      aria-label={title}
      data-testid={testId}
      className={clsx("min-w-0 rounded-lg border border-line bg-surface shadow-low", className)}
    >
      {title && (
        <header className="flex min-h-12 flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 pt-3 pb-2">
          <div className="min-w-0 flex-1 basis-48">
            <h2 className="text-base font-semibold">{title}</h2>
            {lead && <p className="text-sm text-ink-2">{lead}</p>}
          </div>
          {actions && <div className="flex items-center gap-1">{actions}</div>}
        </header>
      )}
      <div className={clsx(!flush && "px-4 pb-4", !title && !flush && "pt-4")}>{children}</div>
    </section>
  );
}
