"use client";

import type { ReactNode } from "react";

import { Answered } from "@/components/answered";
import { Badge, type Tone } from "@/components/badge";
import { CopyButton } from "@/components/copy-button";
import { Drawer } from "@/components/drawer";
import { Estimated } from "@/components/estimated";
import { Fact } from "@/components/fact";
import { LoadMore } from "@/components/load-more";
import { Loading, Skeleton } from "@/components/states";
import { CLOSED, type EvidenceAddress, readEvidence } from "@/features/evidence/address";
import { Contributions, CsvButton } from "@/features/evidence/contributions";
import { useEvidence } from "@/features/evidence/queries";
import { withRunningSum } from "@/features/evidence/running";
import { wordsOf } from "@/features/evidence/words";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import type { Evidence, Figure } from "@/lib/api/types";
import { amountText, figureText, intervalText, unitWord } from "@/lib/figure-text";
import { counted, sumOf, subtract } from "@/lib/format";

const KINDS: Readonly<Record<Figure["kind"], { tone: Tone; title: string; meaning: string }>> = {
  exact: { tone: "neutral", title: "Exact", meaning: "Follows from the log." },
  estimated: { tone: "warning", title: "Estimated", meaning: "Rests on the assumptions below." },
  unknown: { tone: "unknown", title: "Not recorded", meaning: "The log does not say it." },
};

function RuleFact({ rule }: { rule: Figure["rule"] }) {
  return (
    <>
      {rule.text}
      <span className="block text-sm text-ink-2">
        {rule.source_url ? (
          <a href={rule.source_url} target="_blank" rel="noreferrer" className="text-accent underline">
            {rule.source}
          </a>
        ) : (
          rule.source
        )}
        , {rule.date}
      </span>
    </>
  );
}

function Facts({ figure }: { figure: Figure }) {
  return (
    <dl className="px-5">
      <Fact term="Kind">{KINDS[figure.kind].meaning}</Fact>
      {figure.missing && <Fact term="What to send">{figure.missing}</Fact>}
      <Fact term="Rule">
        <RuleFact rule={figure.rule} />
      </Fact>
      <Fact term="This case">{figure.formula}</Fact>
      {figure.price_book && <Fact term="Price book">{figure.price_book}</Fact>}
      {figure.assumptions.length > 0 && (
        <Fact term="Assumptions">
          <ul className="list-disc pl-4">
            {figure.assumptions.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Fact>
      )}
    </dl>
  );
}

function Headline({ figure }: { figure: Figure }) {
  const { tone, title } = KINDS[figure.kind];
  const interval = intervalText(figure, "full");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 pt-4 pb-1">
      <p className="text-2xl font-semibold tracking-tight" data-testid="evidence-value" data-value={figure.value ?? ""}>
        <Estimated when={figure.kind === "estimated"}>{figureText(figure, "full")}</Estimated>
      </p>
      {figure.value !== null && <CopyButton text={figure.value} label={`Copy the value, in ${unitWord(figure.unit)}`} />}
      <Badge tone={tone}>{title}</Badge>
      {interval && <p className="text-sm text-ink-2">{interval}</p>}
    </div>
  );
}

function Sum({ rows, figure, sum, remaining }: { rows: string[]; figure: Figure; sum: string; remaining: number }) {
  const shown = sumOf(rows);
  const write = (value: string) => amountText(value, figure.unit, "full");
  return (
    <dl className="grid gap-1 border-t border-line bg-sunken px-5 py-3 text-sm">
      {remaining > 0 && (
        <>
          <div className="flex justify-between gap-4 text-ink-2">
            <dt>{counted(rows.length, "call")} shown</dt>
            <dd>{write(shown)}</dd>
          </div>
          <div className="flex justify-between gap-4 text-ink-2">
            <dt>{counted(remaining, "call")} not loaded yet</dt>
            <dd>{write(subtract(sum, shown))}</dd>
          </div>
        </>
      )}
      <div className="flex justify-between gap-4 font-semibold">
        <dt>Sum of {counted(rows.length + remaining, "call")}</dt>
        <dd data-testid="evidence-sum" data-value={sum}>
          {write(sum)}
        </dd>
      </div>
    </dl>
  );
}

function Calls({ at, pages, last, more }: ShownProps & { last: Evidence }) {
  const rows = withRunningSum(pages.flatMap(({ contributions }) => contributions));
  const parts = rows.map(({ contribution }) => contribution ?? "0");
  return (
    <section aria-label="Calls behind this figure" className="mt-4 border-t border-line">
      <header className="flex items-center justify-between px-5 py-3">
        <h3 className="font-semibold">The calls behind it</h3>
        <CsvButton at={at} />
      </header>
      <Contributions rows={rows} unit={last.figure.unit} />
      {more}
      <Sum rows={parts} figure={last.figure} sum={last.sum} remaining={last.remaining_calls} />
    </section>
  );
}

interface ShownProps {
  at: EvidenceAddress;
  pages: readonly Evidence[];
  more: ReactNode;
}

function Shown(props: ShownProps) {
  const last = props.pages.at(-1);
  if (!last) return null;
  return (
    <div>
      <Headline figure={last.figure} />
      <Facts figure={last.figure} />
      <Calls {...props} last={last} />
    </div>
  );
}

function Waiting() {
  return (
    <Loading what="the calls behind this figure">
      <div className="grid gap-3 p-5">
        <Skeleton className="h-8 w-48" />
        {[0, 1, 2, 3].map((line) => (
          <Skeleton key={line} className="h-10" />
        ))}
        <Skeleton className="mt-4 h-80" />
      </div>
    </Loading>
  );
}

function Body({ at }: { at: EvidenceAddress }) {
  const evidence = useEvidence(at);
  return (
    <Answered query={evidence} waiting={<Waiting />}>
      {({ pages }) => <Shown at={at} pages={pages} more={<LoadMore pages={evidence} testId="evidence-more" />} />}
    </Answered>
  );
}

/** Opens by the address, so that a figure's evidence can be shared as a link. */
export function EvidenceDrawer() {
  const { params, close } = useAddress();
  const zone = useZone();
  const at = readEvidence(params);
  if (at === null || params.has("call")) return null;
  return (
    <Drawer title="Where this number comes from" description={wordsOf(at, zone)} onClose={() => close(CLOSED)} testId="evidence-drawer" actions={<LinkButton />}>
      <Body at={at} />
    </Drawer>
  );
}

function LinkButton() {
  return <CopyButton text={() => window.location.href} label="Copy a link to this figure" />;
}
