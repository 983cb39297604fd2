"use client";

import { LoaderCircle } from "lucide-react";

import { useIsAfter } from "@/lib/now";
import { useOnline } from "@/lib/online";
import { useSocketState } from "@/lib/socket/context";

const QUIET_MS = 1000;

function Reconnecting() {
  const isOnline = useOnline();
  if (!useIsAfter(QUIET_MS)) return null;
  return (
    <p role="status" className="flex items-center gap-1.5 px-1 text-xs text-ink-2">
      <LoaderCircle size={12} aria-hidden className="animate-spin" />
      {isOnline ? "Reconnecting; nothing is lost." : "Offline; nothing is lost."}
    </p>
  );
}

function NoAccess() {
  return (
    <p role="alert" className="px-1 text-xs text-ink-2">
      You have no access here any more: ask an admin of your organization.
    </p>
  );
}

/** Quiet while all is well, and for the first moment when it is not. */
export function ConnectionNote() {
  const state = useSocketState();
  if (state === "refused") return <NoAccess />;
  return state === "connecting" || state === "waiting" ? <Reconnecting /> : null;
}
