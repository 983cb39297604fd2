"use client";

import { FlaskConical } from "lucide-react";

import { useProject } from "@/features/projects/queries";

/** Where sample data comes from, said wherever its numbers are. */
export function SampleNote() {
  const sample = useProject().data?.sample;
  if (!sample) return null;
  return (
    <p className="flex gap-2 text-sm text-ink-2">
      <FlaskConical size={14} aria-hidden className="mt-0.5 shrink-0" />
      <span>
        Sample data: {sample.source}.{" "}
        <a href={sample.licence_url} target="_blank" rel="noreferrer" className="text-accent underline">
          {sample.licence}
        </a>
        . {sample.note}
      </span>
    </p>
  );
}
