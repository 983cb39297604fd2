"use client";

import clsx from "clsx";
import { Info } from "lucide-react";
import { Popover } from "radix-ui";

import { Estimated } from "@/components/estimated";
import { openChanges, type Within } from "@/features/evidence/address";
import { useAddress } from "@/lib/address";
import type { Figure } from "@/lib/api/types";
import { figureText, intervalText, type Size } from "@/lib/figure-text";

interface DoorProps {
  figure: Figure;
  /** What the number is, for those who do not see where it stands. */
  label: string;
  size?: Size;
  within?: Within;
  className?: string;
  testId?: string;
}

const DOOR = "rounded-sm text-left decoration-1 underline-offset-4 hover:text-accent hover:underline";

/** For those who do not see the number, nor how it is underlined: what it is, how much, and how sure it is. */
function nameOf(label: string, figure: Figure, size: Size): string {
  const interval = intervalText(figure, size);
  const kind = figure.value === null ? "" : `, ${figure.kind}`;
  return `${label}: ${figureText(figure, size)}${kind}${interval ? ` ${interval}` : ""}`;
}

function Value({ figure, size }: { figure: Figure; size: Size }) {
  const interval = intervalText(figure, size);
  return (
    <>
      <Estimated when={figure.kind === "estimated"}>{figureText(figure, size)}</Estimated>
      {interval && <span className="text-[0.75em] font-normal text-ink-2"> {interval}</span>}
    </>
  );
}

/** Not recorded, or a number without calls of its own: says why and what to send. */
function Explained({ figure, label, size = "table", className, testId }: DoorProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" data-testid={testId} aria-label={nameOf(label, figure, size)} className={clsx(DOOR, "inline-flex items-baseline gap-1", figure.value === null && "text-unknown", className)}>
          <Value figure={figure} size={size} />
          {figure.value === null && <Info size={12} aria-hidden className="self-center" />}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content sideOffset={6} collisionPadding={8} className="fade-in z-50 grid w-80 gap-2 rounded-lg border border-line bg-surface p-4 text-sm shadow-high">
          <p className="font-medium">{label}</p>
          {figure.missing && <p>{figure.missing}</p>}
          <p className="text-ink-2">{figure.rule.text}</p>
          {figure.value !== null && <p className="text-ink-2">{figure.formula}</p>}
          <p className="text-xs text-ink-3">
            {figure.rule.source}, {figure.rule.date}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** A number that opens the calls behind it. */
export function FigureDoor(props: DoorProps) {
  const { figure, label, size = "table", within, className, testId } = props;
  const { open } = useAddress();
  if (figure.evidence === null) return <Explained {...props} />;
  const full = figureText(figure, "full");
  return (
    <button
      type="button"
      data-testid={testId}
      data-value={figure.value ?? ""}
      aria-label={nameOf(label, figure, size)}
      title={`${full}${figure.kind === "estimated" ? ", estimated" : ""}. Show the calls behind it`}
      onClick={(event) => {
        event.stopPropagation();
        open(openChanges(figure, within));
      }}
      className={clsx(DOOR, className)}
    >
      <Value figure={figure} size={size} />
    </button>
  );
}
