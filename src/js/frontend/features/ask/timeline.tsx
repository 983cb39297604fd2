"use client";

import clsx from "clsx";
import { Check, ChevronRight, CircleAlert, CircleSlash, LoaderCircle } from "lucide-react";
import { Fragment, useId, useState } from "react";

import { ToolRow } from "@/features/ask/tool-row";
import { type AgentView, currentAgent, isOpen, type RunView } from "@/features/ask/run-view";
import { AGENT_NAMES, AGENT_STATES } from "@/features/ask/words";
import { duration } from "@/lib/format";

function StateIcon({ agent }: { agent: AgentView }) {
  const label = AGENT_STATES[agent.state];
  if (agent.state === "running") return <LoaderCircle size={14} aria-label={label} className="shrink-0 animate-spin text-accent" />;
  if (agent.state === "stopped") return <CircleSlash size={14} aria-label={label} className="shrink-0 text-ink-3" />;
  if (agent.tools.some(({ state }) => state === "failed")) return <CircleAlert size={14} aria-label="done, with a failure" className="shrink-0 text-warning" />;
  return <Check size={14} aria-label={label} className="shrink-0 text-saving" />;
}

const hasInside = ({ tools, thoughts }: AgentView): boolean => tools.length + thoughts.length > 0;

function Inside({ agent, runId }: { agent: AgentView; runId: string }) {
  return (
    <div className="grid gap-1.5 pb-2">
      {agent.thoughts.map((thought, index) => (
        <p key={index} dir="auto" className="text-sm text-ink-2 wrap-anywhere">
          {thought}
        </p>
      ))}
      {agent.tools.length > 0 && (
        <ul className="grid gap-1">
          {agent.tools.map((tool) => (
            <ToolRow key={tool.id} tool={tool} runId={runId} />
          ))}
        </ul>
      )}
      {!hasInside(agent) && <p className="text-sm text-ink-3">{agent.state === "running" ? "No tool was called yet." : "No tools were needed."}</p>}
    </div>
  );
}

interface AgentLineProps {
  agent: AgentView;
  runId: string;
  isCurrent: boolean;
}

/** One agent: a line that says what it did, and opens to how. The current one stands open by itself. */
function AgentLine({ agent, runId, isCurrent }: AgentLineProps) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isShown = chosen ?? (isCurrent && hasInside(agent));
  const panel = useId();
  return (
    <li aria-current={isCurrent ? "step" : undefined}>
      <button
        type="button"
        aria-expanded={isShown}
        aria-controls={panel}
        onClick={() => setChosen(!isShown)}
        className="flex min-h-8 w-full items-center gap-2 rounded-md px-1.5 py-1 text-left text-sm hover:bg-sunken"
      >
        <StateIcon agent={agent} />
        <span className="w-24 shrink-0 font-medium">{AGENT_NAMES[agent.agent]}</span>
        <span dir="auto" className={clsx("min-w-0 flex-1 wrap-anywhere", isCurrent ? "text-ink" : "text-ink-2")}>
          {agent.summary === "" ? agent.title : agent.summary}
        </span>
        {agent.durationMs !== null && <span className="shrink-0 text-xs text-ink-3">{duration(agent.durationMs)}</span>}
        <ChevronRight size={14} aria-hidden className={clsx("shrink-0 text-ink-3 transition-transform", isShown && "rotate-90")} />
      </button>
      <div id={panel} hidden={!isShown} className="ml-3 border-l border-line pl-4">
        {isShown && <Inside agent={agent} runId={runId} />}
      </div>
    </li>
  );
}

function Read({ read }: Pick<RunView, "read">) {
  if (!read) return null;
  const words = read.words.map(([, said = ""]) => said);
  return (
    <p dir="auto" className="px-1.5 pb-1 text-sm text-ink-2 wrap-anywhere">
      Read as: {read.summary}
      {words.length > 0 && <span className="text-ink-3"> From {words.map((said, index) => <Fragment key={index}>{index > 0 && ", "}“<bdi>{said}</bdi>”</Fragment>)}.</span>}
    </p>
  );
}

function Plan({ plan }: Pick<RunView, "plan">) {
  if (!plan) return null;
  return (
    <p dir="auto" className="px-1.5 pb-1 text-sm text-ink-2 wrap-anywhere">
      Plan: {plan.agents.map(({ agent }) => AGENT_NAMES[agent]).join(", then ")}. {plan.because}
    </p>
  );
}

/** Every agent in the order in which it began, with how the question was read and who was chosen for it. */
export function Timeline({ view }: { view: RunView }) {
  const current = currentAgent(view);
  return (
    <div className="min-w-0">
      <Read read={view.read} />
      {/* Beside it, while the run goes on, the report to be has it with its reasons. */}
      {!isOpen(view) && <Plan plan={view.plan} />}
      <ol aria-label="Agents" className="grid grid-cols-1">
        {view.agents.map((agent, index) => (
          <AgentLine key={index} agent={agent} runId={view.id} isCurrent={agent === current} />
        ))}
      </ol>
    </div>
  );
}
