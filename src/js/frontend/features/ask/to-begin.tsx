"use client";

import clsx from "clsx";
import Link from "next/link";

import { buttonStyle } from "@/components/button";
import { useProject, useProjectId } from "@/features/projects/queries";

/** The way to the first calls, where there are none to ask about. */
export function ToBegin({ className }: { className?: string }) {
  const project = useProjectId();
  const { data } = useProject();
  if (data?.calls !== 0) return null;
  return (
    <div className={clsx("flex flex-wrap gap-2", className)} data-testid="to-begin">
      <Link href={`/projects/${project}/imports`} className={buttonStyle("primary")}>
        Import a file
      </Link>
      <Link href={`/projects/${project}/imports/live`} className={buttonStyle("plain")}>
        Send calls
      </Link>
    </div>
  );
}
