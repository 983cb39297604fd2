"use client";

import { Download } from "lucide-react";

import { Button } from "@/components/button";
import { type Cell, csv } from "@/lib/csv";
import { saveText } from "@/lib/download";

interface SaveCsvProps {
  /** Of the file, without its ending. */
  name: string;
  /** What is saved, for those who do not see where the button stands. */
  what: string;
  head: readonly string[];
  rows: () => readonly (readonly Cell[])[];
}

/** Saves what the page has, exactly and without rounding. */
export function SaveCsv({ name, what, head, rows }: SaveCsvProps) {
  const save = () => saveText(`netra-${name.replaceAll(/[^\w.-]+/g, "-")}.csv`, csv(head, rows()));
  return (
    <Button look="quiet" size="small" onClick={save} aria-label={`Save ${what} as CSV`}>
      <Download size={14} aria-hidden /> CSV
    </Button>
  );
}
