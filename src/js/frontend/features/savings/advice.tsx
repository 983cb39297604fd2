"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";

import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { type Column, Table } from "@/components/table";
import { FigureDoor } from "@/features/evidence/figure";
import type { Recommendation } from "@/lib/api/types";
import { exactCount, tokens } from "@/lib/format";

type Prompt = Recommendation["prompts"][number];

const COLUMNS: readonly Column<Prompt>[] = [
  { id: "label", title: "Prompt", cell: ({ label, prefix }) => <span className="block max-w-72 truncate" title={prefix}>{label}</span>, value: ({ label }) => label },
  { id: "calls", title: "Calls", number: true, cell: ({ calls }) => exactCount(calls), value: ({ calls }) => calls },
  { id: "tokens", title: "Tokens", number: true, cell: (prompt) => <span title={exactCount(prompt.tokens)}>{tokens(prompt.tokens)}</span>, value: (prompt) => prompt.tokens },
  { id: "saving", title: "Saving", number: true, cell: ({ saving, label }) => <FigureDoor figure={saving} label={`Saving on ${label}`} />, value: ({ saving }) => saving.value },
];

function Steps({ steps }: { steps: readonly string[] }) {
  const [done, setDone] = useState<ReadonlySet<number>>(new Set());
  const toggle = (index: number) => {
    const next = new Set(done);
    if (!next.delete(index)) next.add(index);
    setDone(next);
  };
  return (
    <ol className="grid gap-1">
      {steps.map((step, index) => (
        <li key={step}>
          <label className="flex gap-3 rounded-md py-1 has-checked:text-ink-3 has-checked:line-through">
            <input type="checkbox" checked={done.has(index)} onChange={() => toggle(index)} className="mt-0.5 size-4 shrink-0 accent-(--accent)" />
            {step}
          </label>
        </li>
      ))}
    </ol>
  );
}

function Reasons({ why }: { why: readonly string[] }) {
  return (
    <ul className="grid list-disc gap-1 pl-4 text-ink-2">
      {why.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}

function Caveat({ text }: { text: string }) {
  return (
    <p className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm" data-testid="caveat">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-warning" aria-hidden />
      {text}
    </p>
  );
}

function Example({ code }: { code: string }) {
  return (
    <section aria-label="Example code" className="min-w-0">
      <h3 className="mb-1 text-sm font-semibold">Example</h3>
      <CodeBlock code={code} label="example code" testId="example-code" />
    </section>
  );
}

export function Advice({ advice }: { advice: Recommendation }) {
  const { headline, why, caveat, steps, example_code: code, prompts } = advice;
  return (
    <Card title="What to do" lead={headline} testId="recommendation">
      <div className="grid gap-5 pt-1 lg:grid-cols-2">
        <div className="grid content-start gap-4">
          {caveat !== "" && <Caveat text={caveat} />}
          <section aria-label="Why">
            <h3 className="mb-1 text-sm font-semibold">Why</h3>
            <Reasons why={why} />
          </section>
          <section aria-label="Steps">
            <h3 className="mb-1 text-sm font-semibold">Steps</h3>
            <Steps steps={steps} />
          </section>
        </div>
        {/* Advice to leave caching off has no code to show. */}
        {code !== "" && <Example code={code} />}
      </div>
      {prompts.length > 0 && (
        <div className="-mx-4 pt-4">
          <h3 className="px-4 text-sm font-semibold">Prompts to start with</h3>
          <Table label="Prompts to start with" columns={COLUMNS} rows={prompts} rowKey={({ label, prefix }) => label + prefix} saveAs="prompts-to-start-with" />
        </div>
      )}
    </Card>
  );
}
