import clsx from "clsx";
import type { ReactNode } from "react";

export type Tone = "neutral" | "accent" | "saving" | "cost" | "warning" | "unknown";

const TONES: Readonly<Record<Tone, string>> = {
  neutral: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent-strong",
  saving: "bg-saving-soft text-saving",
  cost: "bg-cost-soft text-cost",
  warning: "bg-warning-soft text-warning",
  unknown: "bg-unknown-soft text-unknown",
};

interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  title?: string;
}

export function Badge({ tone = "neutral", icon, children, title }: BadgeProps) {
  return (
    <span
      title={title}
      className={clsx("inline-flex h-5 items-center gap-1 rounded px-1.5 text-xs font-medium whitespace-nowrap", TONES[tone])}
    >
      {icon}
      {children}
    </span>
  );
}
