"use client";

import { CircleAlert } from "lucide-react";

import { Fact } from "@/components/fact";
import { Part } from "@/features/report/part";
import { useZone } from "@/features/projects/queries";
import type { Method, Report } from "@/lib/api/types";
import { counted } from "@/lib/format";
import * as time from "@/lib/time";

export function Unknowns({ unknowns }: Pick<Report, "unknowns">) {
  if (unknowns.length === 0) return null;
  return (
    <Part title="What is not known">
      <ul className="grid grid-cols-1 gap-2.5">
        {unknowns.map(({ what, send }, index) => (
          <li key={index} dir="auto" className="grid grid-cols-1 gap-0.5 border-l-2 border-line-strong pl-3 wrap-anywhere">
            {what}
            {send !== "" && <span className="text-sm text-ink-2">{send}</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function WentWrong({ failed }: Pick<Report, "failed">) {
  if (failed.length === 0) return null;
  return (
    <Part title="What went wrong">
      <ul className="grid grid-cols-1 gap-2.5">
        {failed.map(({ title, detail }, index) => (
          <li key={index} className="flex gap-2">
            <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-cost" />
            <span dir="auto" className="min-w-0 wrap-anywhere">
              {title}
              <span className="block text-sm text-ink-2">{detail}</span>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Rules({ rules }: Pick<Method, "rules">) {
  return (
    <ul className="grid grid-cols-1 gap-2">
      {rules.map(({ id, text, source, source_url, date }) => (
        <li key={id} className="text-sm">
          {text}
          <span className="block text-ink-2">
            {source_url ? (
              <a href={source_url} target="_blank" rel="noreferrer" className="text-accent underline">
                {source}
              </a>
            ) : (
              source
            )}
            , {date}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Which calls, which prices, which rules: how the numbers came about. */
export function HowItWasWorkedOut({ method, startOpen }: { method: Method; startOpen: boolean }) {
  const zone = useZone();
  const { from, to, calls, price_book, rules, notes, written_by } = method;
  return (
    <Part title="How it was worked out">
      <dl>
        <Fact term="Calls">
          {counted(calls, "call")}
          {from && to && (
            <>
              , <span title={time.exact(from, zone)}>{time.minute(from, zone)}</span> to <span title={time.exact(to, zone)}>{time.minute(to, zone)}</span> ({zone})
            </>
          )}
        </Fact>
        <Fact term="Price book">{price_book}</Fact>
        <Fact term="In words by">{written_by === "rules" ? "rules, without a language model" : written_by}</Fact>
        {notes.length > 0 && <Fact term="Notes">{notes.join(" ")}</Fact>}
      </dl>
      {rules.length > 0 && (
        <details open={startOpen} className="mt-2">
          <summary className="cursor-pointer rounded-sm text-sm font-medium text-ink-2 hover:text-ink print:hidden">{counted(rules.length, "rule")}</summary>
          <div className="pt-2">
            <Rules rules={rules} />
          </div>
        </details>
      )}
    </Part>
  );
}
