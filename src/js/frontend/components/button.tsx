import clsx from "clsx";
import type { ComponentProps } from "react";

type Look = "primary" | "plain" | "quiet" | "danger";

const LOOKS: Readonly<Record<Look, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent shadow-low",
  plain: "bg-surface text-ink border-line hover:bg-sunken shadow-low",
  quiet: "bg-transparent text-ink-2 border-transparent hover:bg-sunken hover:text-ink",
  danger: "bg-surface text-cost border-line hover:bg-cost-soft shadow-low",
};

type Size = "small" | "normal" | "tall" | "icon" | "small-icon";

const SIZES: Readonly<Record<Size, string>> = {
  small: "h-7 px-2",
  normal: "h-8 px-3",
  tall: "h-9 px-3",
  icon: "size-8",
  "small-icon": "size-7",
};

export const buttonStyle = (look: Look = "plain", size: Size = "normal", extra?: string): string =>
  clsx(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border text-sm font-medium",
    "whitespace-nowrap transition-colors disabled:opacity-55",
    SIZES[size],
    LOOKS[look],
    extra,
  );

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
  size?: Size;
}

export function Button({ look, size, className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonStyle(look, size, className)} {...rest} />;
}

interface IconButtonProps extends ButtonProps {
  label: string;
}

export function IconButton({ label, look = "quiet", size = "icon", ...rest }: IconButtonProps) {
  return <Button look={look} size={size} aria-label={label} title={label} {...rest} />;
}
