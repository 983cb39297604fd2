"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";

import { Json } from "@/components/json";
import { Result } from "@/features/ask/tool-row";
import { AGENT_NAMES } from "@/features/ask/words";
import { type EventRow, typeWords } from "@/features/runs/event-rows";
import { useZone } from "@/features/projects/queries";
import { duration } from "@/lib/format";
import * as time from "@/lib/time";

function Opened({ row: { event, resultId } }: { row: EventRow }) {
  const [isFetched, setFetched] = useState(false);
  return (
    <div className="grid min-w-0 gap-2 px-4 pt-1 pb-3 sm:pl-28">
      <Json value={event.payload} label={`Payload of event ${event.seq}`} />
      {resultId !== null && !isFetched && (
        <button type="button" onClick={() => setFetched(true)} className="justify-self-start rounded-sm text-sm font-medium text-accent hover:underline">
          Fetch the whole result
        </button>
      )}
      {resultId !== null && isFetched && <Result runId={event.run_id} resultId={resultId} label={`Result of event ${event.seq}`} />}
    </div>
  );
}

const isBad = ({ event }: EventRow): boolean => event.type === "run_failed" || (event.type === "tool_completed" && event.payload.problem !== null);

/** One event: its number, when it was, who, what; everything about it when opened. */
export function EventLine({ row }: { row: EventRow }) {
  const zone = useZone();
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const { event, atMs, agent, words, durationMs } = row;
  return (
    <li className="border-b border-line last:border-0" data-testid="event">
      <button type="button" aria-expanded={isOpen} aria-controls={panel} onClick={() => setOpen(!isOpen)} className="flex w-full items-baseline gap-3 px-4 py-1.5 text-left text-sm hover:bg-sunken">
        <span className="w-7 shrink-0 text-right text-xs text-ink-3">{event.seq}</span>
        <span className="w-16 shrink-0 text-right text-xs whitespace-nowrap text-ink-2" title={time.exact(event.at, zone)}>
          +{duration(atMs)}
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap gap-x-3 sm:flex-nowrap">
          <span className="w-24 shrink-0 text-ink-2">{agent ? AGENT_NAMES[agent] : "Run"}</span>
          <span className={clsx("w-28 shrink-0 font-medium", isBad(row) && "text-cost")}>{typeWords(event)}</span>
          <span dir="auto" className="min-w-0 basis-full text-ink-2 wrap-anywhere sm:flex-1 sm:basis-0">
            {words}
          </span>
        </span>
        <span className="w-14 shrink-0 text-right text-xs whitespace-nowrap text-ink-3">{durationMs === null ? "" : duration(durationMs)}</span>
        <ChevronRight size={14} aria-hidden className={clsx("shrink-0 self-center text-ink-3 transition-transform", isOpen && "rotate-90")} />
      </button>
      <div id={panel} hidden={!isOpen}>
        {isOpen && <Opened row={row} />}
      </div>
    </li>
  );
}
