import clsx from "clsx";
import type { ComponentProps } from "react";

type Look = "primary" | "plain" | "quiet" | "danger";

const LOOKS: Readonly<Record<Look, string>> = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong border-transparent shadow-low",
  plain: "bg-surface text-ink border-line hover:bg-sunken shadow-low",
  quiet: "bg-transparent text-ink-2 border-transparent hover:bg-sunken hover:text-ink",
  danger: "bg-surface text-cost border-line hover:bg-cost-soft shadow-low",
};

export const buttonStyle = (look: Look = "plain", extra?: string): string =>
  clsx(
    "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border px-3 text-sm font-medium",
    "whitespace-nowrap transition-colors disabled:opacity-55",
    LOOKS[look],
    extra,
  );

interface ButtonProps extends ComponentProps<"button"> {
  look?: Look;
}

export function Button({ look = "plain", className, type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonStyle(look, className)} {...rest} />;
}

interface IconButtonProps extends ButtonProps {
  label: string;
}

export function IconButton({ label, look = "quiet", className, ...rest }: IconButtonProps) {
  return (
    <Button look={look} className={clsx("size-8 px-0", className)} aria-label={label} title={label} {...rest} />
  );
}
