"use client";

import { CalendarRange, ChevronDown } from "lucide-react";
import { Popover } from "radix-ui";
import type { SubmitEvent } from "react";
import { useState } from "react";

import { Button } from "@/components/button";
import { Field } from "@/components/field";
import type { Filters } from "@/features/filters/filters";
import { rangeText } from "@/features/filters/range-text";
import { useChoices, useFilters } from "@/features/filters/use-filters";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import * as time from "@/lib/time";

const HOUR = 3_600_000;
const PRESETS = [
  { title: "Last hour recorded", ms: HOUR },
  { title: "Last 24 hours recorded", ms: 24 * HOUR },
  { title: "Last 7 days recorded", ms: 168 * HOUR },
  { title: "Last 30 days recorded", ms: 720 * HOUR },
] as const;

function RangeForm({ filters, zone, onChoose }: { filters: Filters; zone: string; onChoose: (from: string | null, to: string | null) => void }) {
  const field = (at: string | null) => (at === null ? "" : time.toField(at, zone));
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const value = (name: string) => {
      const typed = data.get(name) as string;
      return typed === "" ? null : time.fromField(typed, zone);
    };
    onChoose(value("from"), value("to"));
  };
  return (
    <form onSubmit={submit} className="grid gap-3 border-t border-line p-3">
      <Field label="From">{(ids) => <input {...ids} type="datetime-local" name="from" defaultValue={field(filters.from)} />}</Field>
      <Field label="To" hint={`Times in ${zone}`}>
        {(ids) => <input {...ids} type="datetime-local" name="to" defaultValue={field(filters.to)} />}
      </Field>
      <Button type="submit" look="primary">
        Show this time
      </Button>
    </form>
  );
}

function Presets({ onChoose }: { onChoose: (from: string | null, to: string | null) => void }) {
  const { time: span } = useChoices();
  const end = span?.to;
  const style = "h-8 rounded-md px-2 text-left text-sm hover:bg-sunken";
  return (
    <div className="grid p-1">
      <button type="button" className={style} onClick={() => onChoose(null, null)}>
        All time
      </button>
      {end &&
        PRESETS.map(({ title, ms }) => (
          <button key={title} type="button" className={style} onClick={() => onChoose(time.before(end, ms), null)}>
            {title}
          </button>
        ))}
    </div>
  );
}

export function TimeRange() {
  const { filters } = useFilters();
  const { set } = useAddress();
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const choose = (from: string | null, to: string | null) => {
    set({ from, to });
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button>
          <CalendarRange size={14} aria-hidden />
          <span className="sr-only">Time range: </span>
          <span className="max-w-20 truncate sm:max-w-64">{rangeText(filters, zone)}</span>
          <span className="text-xs font-normal text-ink-3 max-sm:hidden">{zone}</span>
          <ChevronDown size={12} aria-hidden />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="end" sideOffset={6} collisionPadding={8} className="fade-in z-50 w-72 rounded-lg border border-line bg-surface shadow-high">
          <Presets onChoose={choose} />
          <RangeForm filters={filters} zone={zone} onChoose={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
