"use client";

import clsx from "clsx";
import { ChevronRight, CircleSlash, Hourglass, LoaderCircle, OctagonAlert, RotateCw } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";

import { Button } from "@/components/button";
import { WithEstimates } from "@/components/estimated";
import { hasReport, isOpen, type RunView, type ToldAnswer } from "@/features/ask/run-view";
import { Timeline } from "@/features/ask/timeline";
import { tookWords } from "@/features/ask/words";
import { NotUsed } from "@/features/report/not-used";
import { useProjectId, useZone } from "@/features/projects/queries";
import { useSocketState } from "@/lib/socket/context";
import * as time from "@/lib/time";

export interface RunCardProps {
  view: RunView;
  isSelected: boolean;
  onSelect: () => void;
  /** Asks the same again; null where the reader may not ask. */
  onAgain: (() => void) | null;
  /** The report, where it has no column of its own. */
  children?: ReactNode;
}

function Question({ view }: { view: RunView }) {
  const zone = useZone();
  return (
    <div className="flex justify-end">
      <h3
        dir="auto"
        title={view.askedAt ? time.exact(view.askedAt, zone) : undefined}
        className="max-w-[85%] rounded-2xl rounded-br-md bg-accent-soft px-3.5 py-2 text-base font-normal whitespace-pre-wrap wrap-anywhere"
      >
        <span className="sr-only">Question: </span>
        {view.question}
      </h3>
    </div>
  );
}

/** What was done by then, when it did not come to an end by itself. */
function Had({ had }: Pick<RunView, "had">) {
  if (had.length === 0) return <p className="text-sm text-ink-2">Nothing was done by then.</p>;
  return (
    <div className="text-sm text-ink-2">
      It had:
      <ul className="list-disc pl-5">
        {had.map((text, index) => (
          <li key={index} dir="auto" className="wrap-anywhere">
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Again({ onAgain }: Pick<RunCardProps, "onAgain">) {
  return (
    onAgain && (
      <Button size="small" onClick={onAgain} className="justify-self-start">
        <RotateCw size={13} aria-hidden /> Ask again
      </Button>
    )
  );
}

function Ended({ view, onAgain }: Pick<RunCardProps, "view" | "onAgain">) {
  if (view.phase === "cancelled") {
    return (
      <div className="grid gap-1.5" data-testid="run-cancelled">
        <p className="flex items-center gap-2 font-medium">
          <CircleSlash size={15} aria-hidden className="text-ink-3" /> Stopped.
        </p>
        <Had had={view.had} />
        <Again onAgain={onAgain} />
      </div>
    );
  }
  if (view.phase !== "failed" && view.phase !== "refused") return null;
  const { detail = "It failed.", remedy = "" } = view.problem ?? {};
  return (
    <div className="grid gap-1.5" data-testid={`run-${view.phase}`}>
      <p dir="auto" className="flex items-start gap-2 font-medium wrap-anywhere">
        <OctagonAlert size={15} aria-hidden className="mt-0.5 shrink-0 text-cost" />
        <span className="min-w-0">
          {detail} {remedy}
        </span>
      </p>
      {view.phase === "failed" && <Had had={view.had} />}
      <Again onAgain={onAgain} />
    </div>
  );
}

/** One answer in words, with which calls it is about and what was not used of its question. */
function OneAnswer({ question, text, scope, unread }: ToldAnswer) {
  return (
    <span data-testid="told-answer" className="grid gap-0.5 not-first:border-t not-first:border-line not-first:pt-2">
      {question !== "" && (
        <span dir="auto" className="text-sm font-medium text-ink-2 wrap-anywhere">
          “<bdi>{question}</bdi>”
        </span>
      )}
      <span dir="auto" className="wrap-anywhere">
        <WithEstimates text={text} />
      </span>
      {scope !== "" && (
        <span dir="auto" className="text-xs text-ink-3 wrap-anywhere">
          {scope}
        </span>
      )}
      <NotUsed words={unread} />
    </span>
  );
}

/** Each answer that was told; one without its question, which stands right above it. */
function answersOf({ report }: RunView): readonly ToldAnswer[] {
  if (report === null) return [{ question: "", text: "The answer is there.", scope: "", unread: [] }];
  const { headline, scope = "", unread = [], answers = [] } = report;
  return answers.length > 0 ? answers : [{ question: "", text: headline, scope, unread }];
}

function Answer({ view, isSelected, onSelect }: RunCardProps) {
  if (!hasReport(view)) return null;
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={onSelect}
      data-testid="run-answer"
      className={clsx("flex w-full items-start gap-2 rounded-lg border bg-surface p-3 text-left shadow-low", isSelected ? "border-accent" : "border-line hover:border-line-strong")}
    >
      <span className="grid min-w-0 flex-1 gap-2">
        {answersOf(view).map((answer, index) => (
          <OneAnswer key={index} {...answer} />
        ))}
      </span>
      <ChevronRight size={15} aria-hidden className={clsx("mt-0.5 shrink-0", isSelected ? "text-accent" : "text-ink-3")} />
    </button>
  );
}

/** How it came about: open while it goes on, one line when it is done. */
function Work({ view }: { view: RunView }) {
  const project = useProjectId();
  const isLive = isOpen(view);
  const [chosen, setChosen] = useState(false);
  const panel = useId();
  if (view.agents.length === 0 && !isLive) return null;
  return (
    <div className="min-w-0">
      {!isLive && (
        <p className="flex flex-wrap items-center gap-x-1.5 text-xs text-ink-2">
          <span>{tookWords(view)}</span>
          <span aria-hidden>·</span>
          <button type="button" aria-expanded={chosen} aria-controls={panel} onClick={() => setChosen(!chosen)} className="rounded-sm font-medium text-accent hover:underline">
            {chosen ? "close" : "look inside"}
          </button>
          <span aria-hidden>·</span>
          <Link href={`/projects/${project}/runs/${view.id}`} className="rounded-sm font-medium text-accent hover:underline">
            every event
          </Link>
        </p>
      )}
      <div id={panel} className={clsx(!isLive && chosen && "mt-2 rounded-lg border border-line bg-surface p-2")}>
        {(isLive || chosen) && <Timeline view={view} />}
      </div>
    </div>
  );
}

function Waiting({ view }: { view: RunView }) {
  const isConnected = useSocketState() === "open";
  if (view.phase !== "asked" && view.phase !== "queued") return null;
  const Icon = isConnected ? LoaderCircle : Hourglass;
  const asking = isConnected ? "Asking…" : "Not sent yet: it will be when the connection is back.";
  return (
    <p className="flex items-center gap-2 px-1.5 text-sm text-ink-2">
      <Icon size={14} aria-hidden className={clsx("shrink-0", isConnected && "animate-spin")} />
      {view.phase === "asked" ? asking : "Waiting for a worker…"}
    </p>
  );
}

/** A question, what was done about it, and what came of it. */
export function RunCard(props: RunCardProps) {
  const { view, onAgain, children } = props;
  return (
    <article aria-label={view.question} data-testid="run" data-run={view.id} data-phase={view.phase} className="grid min-w-0 scroll-mt-28 scroll-mb-6 grid-cols-1 gap-3 lg:scroll-mt-5">
      <Question view={view} />
      <Waiting view={view} />
      {isOpen(view) && <Work view={view} />}
      <Ended view={view} onAgain={onAgain} />
      {!children && <Answer {...props} />}
      {!isOpen(view) && <Work view={view} />}
      {children}
    </article>
  );
}
