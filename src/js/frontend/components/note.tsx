import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** A warning that stays. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-md bg-warning-soft p-3 text-sm text-warning" role="alert">
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}
