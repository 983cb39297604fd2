"use client";

import { TriangleAlert } from "lucide-react";

import { Card } from "@/components/card";
import { withinOf } from "@/features/evidence/address";
import { FigureDoor } from "@/features/evidence/figure";
import { nameOf } from "@/features/filters/names";
import type { CachingNow, Figure, LosingCache } from "@/lib/api/types";
import { counted, subtract } from "@/lib/format";

const opposite = (figure: Figure): Figure => ({ ...figure, value: figure.value === null ? null : subtract("0", figure.value) });

/** Whose calls they are, such as "note-draft on claude-sonnet-4-5 for klinik-nord". */
function nameOfCache({ model, feature, user }: LosingCache): string {
  return `${feature === "" ? "" : `${feature} on `}${nameOf("model", model)}${user === null ? "" : ` for ${nameOf("user", user)}`}`;
}

/** The day, by the clock of the project: it stands in the moment as it was written. */
function dayOf(moment: string | null): string {
  if (moment === null) return "";
  const [year = 0, month = 1, day = 1] = moment.slice(0, 10).split("-").map(Number);
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(Date.UTC(year, month - 1, day));
}

function Row({ one }: { one: LosingCache }) {
  const [name, since, until] = [nameOfCache(one), dayOf(one.since), dayOf(one.until ?? null)];
  const door = (figure: Figure, label: string) => <FigureDoor figure={figure} label={`${label}, ${name}`} within={withinOf(figure)} />;
  return (
    <li className="border-t border-line px-4 py-2.5">
      <span className="font-medium wrap-anywhere">{name}</span>
      {since !== "" && <span> {until === "" ? "since" : "from"} {since}</span>}
      {until !== "" && <span> until {until}, since when it is read again</span>}: {door(opposite(one.saving), "Lost by caching")} lost. {counted(one.calls, "call")} wrote {door(one.tokens_written, "Tokens written to cache")}{" "}
      tokens and read {door(one.tokens_read, "Tokens read from cache")}.
      {one.share_before !== null && <span> Until then {door(one.share_before, "Share of the input read before")} of the input was read.</span>}
      {one.as_before !== null && <span> Read as it was then, it would {until === "" ? "save" : "have saved"} {door(one.as_before, "Saved if read as before")} on these calls.</span>}
    </li>
  );
}

/** Caches whose writes cost more than their reads save: what to look at first. */
export function LosingCaches({ now: { losing, losing_left_out } }: { now: CachingNow }) {
  if (losing.length === 0) return null;
  const [count, is] = [losing.length + losing_left_out, losing.length + losing_left_out === 1 ? "cache is" : "caches are"];
  const lead = (
    <span className="flex items-start gap-1.5">
      <TriangleAlert size={14} aria-hidden className="mt-1 shrink-0 text-warning" />
      Their writes cost more than their reads save. See what differs at the beginning of these prompts and move it behind what never changes, or leave cache_control out. Only where other calls read what these write is it no loss.
    </span>
  );
  return (
    <Card title={`${String(count)} ${is} written and hardly ever read`} lead={lead} flush testId="losing-caches">
      <ul>
        {losing.map((one) => (
          <Row key={JSON.stringify([one.model, one.feature, one.user])} one={one} />
        ))}
      </ul>
    </Card>
  );
}

/** Caches that lost for some days and are read again: nothing to do any more, but it explains a bill. */
export function MendedCaches({ now: { mended = [], mended_left_out } }: { now: CachingNow }) {
  if (mended.length === 0) return null;
  const count = mended.length + mended_left_out;
  const title = count === 1 ? "1 cache was hardly ever read for some days, and is again" : `${String(count)} caches were hardly ever read for some days, and are again`;
  return (
    <Card title={title} lead="Nothing is to be done: it explains what these days cost." flush testId="mended-caches">
      <ul>
        {mended.map((one) => (
          <Row key={JSON.stringify([one.model, one.feature, one.user, one.since])} one={one} />
        ))}
      </ul>
    </Card>
  );
}
