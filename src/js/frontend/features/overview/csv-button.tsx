"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toast } from "sonner";

import { Button } from "@/components/button";
import { queryString } from "@/features/filters/filters";
import { useFilters } from "@/features/filters/use-filters";
import { useProjectId } from "@/features/projects/queries";
import { useApi } from "@/lib/api/context";
import { asApiError } from "@/lib/api/errors";
import type { Dimension } from "@/lib/api/types";
import { saveFrom } from "@/lib/download";

/** The table by `by`, under the page's filters, as the backend writes it. */
export function BreakdownCsv({ by }: { by: Dimension }) {
  const api = useApi();
  const id = useProjectId();
  const { query } = useFilters();
  const save = useMutation({
    mutationFn: () =>
      saveFrom(api, `/api/projects/${id}/breakdown?${queryString(query, { by, format: "csv" })}`, `netra-${by}.csv`),
    onError: (error) => toast.error("The CSV could not be made", { description: asApiError(error).detail }),
  });
  return (
    <Button look="quiet" size="small" disabled={save.isPending} onClick={() => save.mutate()} aria-label={`Save by ${by} as CSV`}>
      <Download size={14} aria-hidden /> CSV
    </Button>
  );
}
