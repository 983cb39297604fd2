import type { ReactNode } from "react";

import { CopyButton } from "@/components/copy-button";

interface ShownOnceProps {
  /** What it is for, and that it cannot be had again. */
  children: ReactNode;
  secret: string;
  copyLabel: string;
  testId: string;
}

/** A secret that nobody can be shown again. */
export function ShownOnce({ children, secret, copyLabel, testId }: ShownOnceProps) {
  return (
    <div className="grid gap-2 rounded-md border border-line bg-warning-soft p-3">
      <p className="text-sm font-medium text-warning">{children}</p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded bg-surface px-2 py-1.5 break-all" data-testid={testId}>
          {secret}
        </code>
        <CopyButton text={secret} label={copyLabel} wide />
      </p>
    </div>
  );
}
