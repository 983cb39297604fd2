"use client";

import { Bot, Cpu, X } from "lucide-react";
import type { MouseEvent } from "react";

import { Button } from "@/components/button";
import { Menu, MenuCheckItem } from "@/components/menu";
import { Skeleton } from "@/components/states";
import { CHOICES, isFiltered, NO_FILTERS } from "@/features/filters/filters";
import { agentName, KINDS, modelName, nameOf } from "@/features/filters/names";
import { rangeText } from "@/features/filters/range-text";
import { useFilters, useOverview } from "@/features/filters/use-filters";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import { exactCount } from "@/lib/format";

interface PickerProps {
  label: string;
  icon: typeof Cpu;
  options: readonly { value: string; calls: number }[];
  chosen: readonly string[];
  name: (value: string) => string;
  onChange: (values: string[]) => void;
}

function Picker({ label, icon: Icon, options, chosen, name, onChange }: PickerProps) {
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <Menu
      trigger={
        <Button disabled={options.length === 0} size="small">
          <Icon size={14} aria-hidden /> {label}
        </Button>
      }
    >
      {options.map(({ value, calls }) => (
        <MenuCheckItem key={value} checked={chosen.includes(value)} onChange={(on) => toggle(value, on)} hint={exactCount(calls)}>
          {name(value)}
        </MenuCheckItem>
      ))}
    </Menu>
  );
}

/** The focus goes to the neighbour, or it would be lost with the chip. */
function focusBeside(chip: HTMLElement | null): void {
  const neighbour = chip?.nextElementSibling ?? chip?.previousElementSibling ?? chip?.closest("[role=group]");
  neighbour?.querySelector("button")?.focus();
}

function Chip({ text, what, onRemove }: { text: string; what: string; onRemove: () => void }) {
  const remove = (event: MouseEvent<HTMLElement>) => {
    focusBeside(event.currentTarget.closest("li"));
    onRemove();
  };
  return (
    <li className="flex h-7 max-w-full items-center rounded-md bg-accent-soft pl-2 text-sm text-accent-strong">
      <span className="truncate">
        <span className="sr-only">{what}: </span>
        {text}
      </span>
      <button type="button" aria-label={`Remove ${what.toLowerCase()} ${text}`} onClick={remove} className="grid size-7 place-items-center rounded-md hover:bg-accent/15">
        <X size={12} aria-hidden />
      </button>
    </li>
  );
}

function useChips() {
  const { filters } = useFilters();
  const { set } = useAddress();
  const zone = useZone();
  const time = { key: "time", what: "Time", text: rangeText(filters, zone), remove: () => set({ from: null, to: null }) };
  const chosen = CHOICES.flatMap((choice) => {
    const values: readonly string[] = filters[choice].map(String);
    const without = (value: string) => values.filter((one) => one !== value);
    return values.map((value) => ({
      key: `${choice} ${value}`,
      what: KINDS[choice],
      text: nameOf(choice, value),
      remove: () => set({ [choice]: without(value) }),
    }));
  });
  return [...(filters.from === null && filters.to === null ? [] : [time]), ...chosen];
}

interface Option<Value extends string> {
  value: Value;
  calls: number;
}

/** What has calls in the time chosen, and what is chosen already: it must be there to be taken away. */
export function optionsOf<Value extends string>(found: readonly Option<Value>[], chosen: readonly Value[]): Option<Value>[] {
  const missing = chosen.filter((value) => !found.some((one) => one.value === value));
  return [...found, ...missing.map((value) => ({ value, calls: 0 }))];
}

export function FilterBar() {
  const { filters, query } = useFilters();
  const { model, agent } = filters;
  const found = useOverview(query).data?.filters;
  const { set } = useAddress();
  const chips = useChips();
  return (
    <div className="flex flex-wrap items-center gap-2" role="group" aria-label="Filters">
      <Picker label="Model" icon={Cpu} options={optionsOf(found?.models ?? [], model)} chosen={model} name={modelName} onChange={(next) => set({ model: next })} />
      <Picker label="Agent" icon={Bot} options={optionsOf(found?.agents ?? [], agent)} chosen={agent} name={agentName} onChange={(next) => set({ agent: next })} />
      <ul className="contents" aria-label="Active filters">
        {chips.map(({ key, what, text, remove }) => (
          <Chip key={key} what={what} text={text} onRemove={remove} />
        ))}
      </ul>
      {isFiltered(filters) && (
        <Button look="quiet" size="small" onClick={() => set(NO_FILTERS)}>
          Clear all
        </Button>
      )}
    </div>
  );
}

/** Before the project is known. The overview needs no zone, so it is asked for meanwhile. */
export function FilterBarWaiting() {
  useOverview(useFilters().query);
  return <Skeleton className="h-7 w-64" />;
}
