"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, Radio } from "lucide-react";
import Link from "next/link";
import { useEffect, useState } from "react";

import { Card } from "@/components/card";
import { CallCost } from "@/features/explore/call-cost";
import { modelName } from "@/features/filters/names";
import { useRefreshProject } from "@/features/imports/queries";
import { useProjectId } from "@/features/projects/queries";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import { asApiError } from "@/lib/api/errors";
import { pollEvery } from "@/lib/api/retry";
import type { Call } from "@/lib/api/types";
import { counted, tokens } from "@/lib/format";
import { useNow } from "@/lib/now";
import * as time from "@/lib/time";

const POLL_MS = 1500;
/** Clocks of machines differ; calls this much before the page was opened still count as new. */
const TOLERANCE_MS = 120_000;

/** Live calls that started since the page was opened, newest first. */
function useArrivals() {
  const { backend } = useApi();
  const id = useProjectId();
  const [since] = useState(() => new Date(Date.now() - TOLERANCE_MS).toISOString());
  return useQuery({
    queryKey: ["arrivals", id, since],
    queryFn: async ({ signal }) => {
      const params = { path: { project_id: id }, query: { from: since, limit: 20 } };
      const page = await unwrap(backend.GET("/api/projects/{project_id}/calls", { params, signal }));
      return page.calls.filter(({ source }) => source === "otlp");
    },
    refetchInterval: ({ state }) => pollEvery(POLL_MS, state.error),
    retry: false,
  });
}

/** The project's figures are asked for again when a call has come, not at every look. */
function useFreshFigures(newest: string | undefined): void {
  const refresh = useRefreshProject();
  useEffect(() => {
    if (newest !== undefined) void refresh();
  }, [newest, refresh]);
}

function Arrived({ calls }: { calls: readonly Call[] }) {
  const id = useProjectId();
  const now = useNow(1000);
  return (
    <ul className="grid gap-1" data-testid="arrived">
      {calls.slice(0, 5).map((call) => (
        <li key={call.call_id} className="flex flex-wrap items-center gap-x-3">
          <CircleCheck size={16} aria-hidden className="text-saving" />
          <Link href={`/projects/${id}/explore?call=${call.call_id}`} className="font-medium text-accent underline">
            {modelName(call.model)}
          </Link>
          <span className="text-sm text-ink-2">
            {tokens(call.usage.input_total)} in, {tokens(call.usage.output_total)} out,{" "}
            <CallCost call={call} />, {time.ago(call.started_at, now)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function Arrivals() {
  const { data, error } = useArrivals();
  const calls = data ?? [];
  useFreshFigures(calls[0]?.call_id);
  return (
    <Card title="3. See it arrive" testId="arrivals">
      {/* Only the count is announced: the times beside the calls change every second. */}
      <p aria-live="polite" className="sr-only">
        {calls.length > 0 && `${counted(calls.length, "call")} arrived`}
      </p>
      <div>
        {error ? (
          <p className="text-sm text-warning">Asking again: {asApiError(error).detail}</p>
        ) : calls.length > 0 ? (
          <Arrived calls={calls} />
        ) : (
          <p className="flex items-center gap-2 text-ink-2">
            <Radio size={16} aria-hidden className="pulse text-accent" /> Waiting for the first call…
          </p>
        )}
      </div>
    </Card>
  );
}
