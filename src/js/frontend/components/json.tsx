import { CopyButton } from "@/components/copy-button";

interface JsonProps {
  value: unknown;
  label: string;
}

/** Data as it is, in the words of machines. */
export function Json({ value, label }: JsonProps) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative min-w-0 rounded-md border border-line bg-sunken">
      <div className="absolute top-1 right-1 rounded bg-sunken">
        <CopyButton text={text} label={`Copy: ${label}`} />
      </div>
      {/* Scrollable by keyboard, so it has to take the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label={label} className="max-h-80 overflow-auto p-2 pr-10 text-xs leading-4 wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  );
}
