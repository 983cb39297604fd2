"use client";

import { WifiOff } from "lucide-react";

import { useOnline } from "@/lib/online";

export function OfflineBanner() {
  if (useOnline()) return null;
  return (
    <div role="status" className="flex items-center justify-center gap-2 bg-warning-soft px-4 py-2 text-sm text-warning print:hidden">
      <WifiOff size={14} aria-hidden />
      You are offline. What is shown may be old; it is asked for again when the network returns.
    </div>
  );
}
