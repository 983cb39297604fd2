"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useId, useState } from "react";

import { Badge, type Tone } from "@/components/badge";
import { CodeBlock } from "@/components/code-block";
import { useDone } from "@/features/report/done";
import { ReportFigure } from "@/features/report/numbers";
import { Part } from "@/features/report/part";
import { PassageText } from "@/features/report/passage";
import type { Action, Level } from "@/lib/api/types";

const RISKS: Readonly<Record<Level, Tone>> = { low: "neutral", medium: "warning", high: "cost" };

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[88px_1fr] print:grid-cols-[88px_1fr]">
      <dt className="text-sm text-ink-2">{term}</dt>
      <dd dir="auto" className="min-w-0 wrap-anywhere">
        {children}
      </dd>
    </div>
  );
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className="grid list-decimal gap-1 pl-5 marker:text-ink-3">
      {steps.map((step, index) => (
        <li key={index} dir="auto" className="wrap-anywhere">
          {step}
        </li>
      ))}
    </ol>
  );
}

function Details({ action }: { action: Action }) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3 pt-2 pb-1">
      <PassageText passage={action.why} className="text-ink-2" />
      {action.steps.length > 0 && <Steps steps={action.steps} />}
      {action.example_code !== "" && <CodeBlock code={action.example_code} label={`example code of ${action.title}`} />}
      <dl className="grid gap-1.5 text-sm">
        <Line term="Effort">{action.effort_words}</Line>
        <Line term="Risk">{action.risk_words}</Line>
        <Line term="To check">{action.how_to_check}</Line>
        <Line term="To undo">{action.how_to_undo}</Line>
      </dl>
    </div>
  );
}

interface RowProps {
  action: Action;
  isDone: boolean;
  onToggle: () => void;
  startsOpen: boolean;
}

function Head({ action, isDone, isOpen, panel, onOpen }: { action: Action; isDone: boolean; isOpen: boolean; panel: string; onOpen: () => void }) {
  return (
    <h4 className="min-w-0">
      <button type="button" aria-expanded={isOpen} aria-controls={panel} onClick={onOpen} className="flex w-full items-start gap-1 rounded-sm text-left font-medium hover:text-accent">
        <span dir="auto" className={clsx("min-w-0 flex-1 wrap-anywhere", isDone && "text-ink-3 line-through")}>
          {action.title}
        </span>
        <ChevronRight size={16} aria-hidden className={clsx("mt-0.5 shrink-0 text-ink-3 transition-transform print:hidden", isOpen && "rotate-90")} />
      </button>
    </h4>
  );
}

function ActionRow({ action, isDone, onToggle, startsOpen }: RowProps) {
  const [isOpen, setOpen] = useState(startsOpen);
  const panel = useId();
  return (
    <li className="flex gap-3 border-b border-line px-4 py-3 last:border-0 print:break-inside-avoid print:px-0">
      <input type="checkbox" aria-label={`Done: ${action.title}`} checked={isDone} onChange={onToggle} className="mt-0.5 size-4 shrink-0 accent-(--accent)" />
      <div className="min-w-0 flex-1">
        <Head action={action} isDone={isDone} isOpen={isOpen} panel={panel} onOpen={() => setOpen(!isOpen)} />
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          {action.saving && (
            <span className="text-saving">
              saves <ReportFigure figure={action.saving} label={`Saving of ${action.title}`} className="font-semibold" />
            </span>
          )}
          <Badge>{action.effort} effort</Badge>
          <Badge tone={RISKS[action.risk]}>{action.risk} risk</Badge>
        </div>
        {/* Hidden on the screen, but printed. */}
        <div id={panel} className={clsx(!isOpen && "hidden print:block")}>
          <Details action={action} />
        </div>
      </div>
    </li>
  );
}

/** What to do, to be ticked off; kept in this browser for this report. */
export function Actions({ runId, actions, startOpen }: { runId: string; actions: readonly Action[]; startOpen: boolean }) {
  const [done, toggle] = useDone(runId);
  if (actions.length === 0) return null;
  const left = actions.filter(({ id }) => !done.has(id)).length;
  return (
    <Part title="What to do" aside={left === 0 ? "all done" : `${left} of ${actions.length} open`} flush>
      <ul>
        {actions.map((action, index) => (
          <ActionRow key={action.id} action={action} isDone={done.has(action.id)} onToggle={() => toggle(action.id)} startsOpen={startOpen || index === 0} />
        ))}
      </ul>
    </Part>
  );
}
