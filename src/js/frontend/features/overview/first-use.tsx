"use client";

import { ArrowDownToLine, ChartNoAxesColumn, FlaskConical, PiggyBank } from "lucide-react";
import Link from "next/link";

import { buttonStyle } from "@/components/button";
import { useProjectId, useProjects } from "@/features/projects/queries";

const STEPS = [
  { icon: ArrowDownToLine, title: "Bring calls in", text: "Drop a log file, or send live calls with an API key and five lines." },
  { icon: ChartNoAxesColumn, title: "See where the money goes", text: "Cost and tokens by model, agent and time. Every figure opens the calls behind it." },
  { icon: PiggyBank, title: "Act on a saving", text: "Each one is replayed on your own calls, with what to change and what it would have cost." },
] as const;

/** Before the first call: what to do, with a sample behind it. */
export function FirstUse() {
  const id = useProjectId();
  const sample = useProjects().data?.find((project) => project.sample !== null);
  return (
    <div className="mx-auto grid max-w-2xl gap-6 py-8">
      <div>
        <h2 className="text-xl font-semibold">No calls yet</h2>
        <p className="text-ink-2">Three steps from here to an answer.</p>
      </div>
      <ol className="grid gap-3">
        {STEPS.map(({ icon: Icon, title, text }, index) => (
          <li key={title} className="flex gap-4 rounded-lg border border-line bg-surface p-4 shadow-low">
            <Icon size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
            <div>
              <h3 className="font-semibold">
                {index + 1}. {title}
              </h3>
              <p className="text-ink-2">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Link href={`/projects/${id}/imports`} className={buttonStyle("primary")}>
          Import a file
        </Link>
        <Link href={`/projects/${id}/imports/live`} className={buttonStyle()}>
          Send live calls
        </Link>
        {sample && (
          <Link href={`/projects/${sample.id}/overview`} className={buttonStyle("quiet")}>
            <FlaskConical size={14} aria-hidden /> Look at {sample.name} first
          </Link>
        )}
      </div>
    </div>
  );
}
