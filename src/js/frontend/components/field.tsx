import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { useId } from "react";

const CONTROL =
  "h-9 w-full rounded-md border border-line-strong/60 bg-surface px-2.5 text-base text-ink placeholder:text-ink-3 disabled:bg-sunken disabled:text-ink-3";

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What is wrong with what was entered; takes the place of the hint. */
  error?: string | null;
  children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true; className: string }) => ReactNode;
  className?: string;
}

export function Field({ label, hint, error, children, className }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  const describedBy = note ? `${id}-note` : undefined;
  return (
    <div className={clsx("grid content-start gap-1", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": describedBy, ...(error ? { "aria-invalid": true } : {}), className: CONTROL })}
      {note && (
        <p id={describedBy} role={error ? "alert" : undefined} className={clsx("text-xs", error ? "text-cost" : "text-ink-2")}>
          {note}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps extends ComponentProps<"input"> {
  title: string;
  hint: string;
}

/** A radio button whose consequence is said beside it. */
export function Choice({ title, hint, ...input }: ChoiceProps) {
  return (
    <label className="flex gap-3 rounded-md border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-70">
      <input type="radio" className="mt-0.5 size-4 accent-(--accent)" {...input} />
      <span>
        <span className="block font-medium">{title}</span>
        <span className="block text-sm text-ink-2">{hint}</span>
      </span>
    </label>
  );
}
