"use client";

import { Failure } from "@/components/states";

export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <main id="content">
      <Failure error={error} onRetry={reset} />
    </main>
  );
}
