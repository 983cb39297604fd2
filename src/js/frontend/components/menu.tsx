"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";

const PANEL =
  "fade-in z-50 max-h-[70vh] min-w-52 max-w-80 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-high";
const ITEM =
  "flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none data-[highlighted]:bg-sunken";

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}

export function Menu({ trigger, children, align = "start" }: MenuProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={PANEL} sideOffset={6} align={align} collisionPadding={8}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ItemProps {
  onSelect: () => void;
  children: ReactNode;
  hint?: ReactNode;
  testId?: string;
}

export function MenuItem({ onSelect, children, hint, testId }: ItemProps) {
  return (
    <Radix.Item className={ITEM} onSelect={onSelect} data-testid={testId}>
      {children}
      {hint && <span className="ml-auto pl-3 text-xs whitespace-nowrap text-ink-3">{hint}</span>}
    </Radix.Item>
  );
}

interface CheckItemProps extends Omit<ItemProps, "onSelect"> {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Stays open, so that several can be chosen. */
export function MenuCheckItem({ checked, onChange, children, hint }: CheckItemProps) {
  return (
    <Radix.CheckboxItem
      className={ITEM}
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="grid size-4 shrink-0 place-items-center rounded border border-line-strong">
        <Radix.ItemIndicator>
          <Check size={12} aria-hidden />
        </Radix.ItemIndicator>
      </span>
      <span className="min-w-0 truncate">{children}</span>
      {hint && <span className="ml-auto pl-3 text-xs text-ink-3">{hint}</span>}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-xs text-ink-3">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
