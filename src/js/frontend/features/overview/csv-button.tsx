"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";

import { Button } from "@/components/button";
import { sayError } from "@/components/say-error";
import { queryString } from "@/features/filters/filters";
import { useFilters } from "@/features/filters/use-filters";
import { useProjectId } from "@/features/projects/queries";
import { useApi } from "@/lib/api/context";
import type { Dimension } from "@/lib/api/types";
import { saveFrom } from "@/lib/download";

/** Saves what the backend writes at `under` of the project, for the page's filters. */
function SavedCsv({ under, extra = {}, name, label }: { under: string; extra?: Record<string, string>; name: string; label: string }) {
  const api = useApi();
  const id = useProjectId();
  const { query } = useFilters();
  const save = useMutation({
    mutationFn: () => saveFrom(api, "backend", `/api/projects/${id}/${under}?${queryString(query, extra)}`, `netra-${name}.csv`),
    onError: (error) => sayError("The CSV could not be made", error),
  });
  return (
    <Button look="quiet" size="small" disabled={save.isPending} onClick={() => save.mutate()} aria-label={label}>
      <Download size={14} aria-hidden /> {save.isPending ? "Saving…" : "CSV"}
    </Button>
  );
}

export const BreakdownCsv = ({ by }: { by: Dimension }) => (
  <SavedCsv under="breakdown" extra={{ by, format: "csv" }} name={by} label={`Save by ${by} as CSV`} />
);

/** Every call that the filters admit, not only those on the page. */
export const CallsCsv = () => <SavedCsv under="calls.csv" name="calls" label="Save all of these calls as CSV" />;
