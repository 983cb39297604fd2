"use client";

import clsx from "clsx";
import { Check, ChevronRight, CircleAlert, CircleSlash, LoaderCircle } from "lucide-react";
import { useId, useState } from "react";

import { Json } from "@/components/json";
import { RequestId } from "@/components/request-id";
import { Skeleton } from "@/components/states";
import { useStepResult } from "@/features/ask/queries";
import type { ToolView } from "@/features/ask/run-view";
import { argumentWords, TOOL_STATES } from "@/features/ask/words";
import { asApiError } from "@/lib/api/errors";
import { duration } from "@/lib/format";

const ICONS = { running: LoaderCircle, done: Check, failed: CircleAlert, stopped: CircleSlash } as const;
const LOOKS: Readonly<Record<ToolView["state"], string>> = {
  running: "animate-spin text-accent",
  done: "text-saving",
  failed: "text-cost",
  stopped: "text-ink-3",
};

function Arguments({ values }: { values: ToolView["arguments"] }) {
  const words = argumentWords(values);
  if (words.length === 0) return <p className="text-xs text-ink-3">Over all calls of the question, without further arguments.</p>;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs">
      {words.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd dir="auto" className="min-w-0 wrap-anywhere">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Fetched when it is looked at, since it may be long. */
export function Result({ runId, resultId, label }: { runId: string; resultId: string; label: string }) {
  const result = useStepResult(runId, resultId, true);
  if (result.data) return <Json value={result.data.content} label={label} />;
  if (!result.error) return <Skeleton className="h-16" />;
  const { detail, requestId } = asApiError(result.error);
  return (
    <div role="alert" className="text-sm text-cost">
      The result could not be loaded. {detail}
      <RequestId id={requestId} />
    </div>
  );
}

function ResultPart({ tool, runId }: { tool: ToolView; runId: string }) {
  const [isShown, setShown] = useState(false);
  if (tool.resultId === null) return null;
  return (
    <div className="grid min-w-0 gap-1">
      <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)} className="justify-self-start rounded-sm text-xs font-medium text-accent hover:underline">
        {isShown ? "Hide the result" : "Show the whole result"}
      </button>
      {isShown && <Result runId={runId} resultId={tool.resultId} label={`Result of ${tool.title}`} />}
    </div>
  );
}

function Problem({ problem }: Pick<ToolView, "problem">) {
  if (!problem) return null;
  return (
    <p dir="auto" className="text-xs text-cost wrap-anywhere">
      {problem.detail} {problem.remedy}
    </p>
  );
}

/** One tool: what it was asked, what it answered, how long it took. */
export function ToolRow({ tool, runId }: { tool: ToolView; runId: string }) {
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const Icon = ICONS[tool.state];
  const said = tool.problem ? tool.problem.detail : tool.summary;
  return (
    <li className="min-w-0">
      <button type="button" aria-expanded={isOpen} aria-controls={panel} onClick={() => setOpen(!isOpen)} className="flex w-full items-start gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-sunken">
        <Icon size={13} aria-label={TOOL_STATES[tool.state]} className={clsx("mt-1 shrink-0", LOOKS[tool.state])} />
        <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
          {tool.title}
          {said !== "" && <span className={tool.problem ? "text-cost" : "text-ink-2"}> – {said}</span>}
        </span>
        {tool.durationMs !== null && <span className="shrink-0 text-xs leading-5 text-ink-3">{duration(tool.durationMs)}</span>}
        <ChevronRight size={13} aria-hidden className={clsx("mt-1 shrink-0 text-ink-3 transition-transform", isOpen && "rotate-90")} />
      </button>
      <div id={panel} hidden={!isOpen}>
        {isOpen && (
          <div className="grid min-w-0 gap-1.5 py-1 pr-1 pl-7">
            <Arguments values={tool.arguments} />
            <Problem problem={tool.problem} />
            <ResultPart tool={tool} runId={runId} />
          </div>
        )}
      </div>
    </li>
  );
}
