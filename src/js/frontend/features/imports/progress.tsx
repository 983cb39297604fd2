interface ProgressProps {
  label: string;
  /** 0 to 1, or null when how far it is is not known. */
  value: number | null;
}

export function Progress({ label, value }: ProgressProps) {
  const percent = value === null ? undefined : Math.round(value * 100);
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} className="h-1.5 overflow-hidden rounded-full bg-sunken">
      <div className={value === null ? "pulse h-full w-full bg-accent" : "h-full bg-accent transition-[width] duration-300"} style={value === null ? undefined : { width: `${String(percent)}%` }} />
    </div>
  );
}
