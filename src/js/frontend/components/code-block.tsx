import { CopyButton } from "@/components/copy-button";

interface CodeBlockProps {
  code: string;
  label: string;
  testId?: string;
}

export function CodeBlock({ code, label, testId }: CodeBlockProps) {
  return (
    <div className="relative rounded-md border border-line bg-sunken">
      <div className="absolute top-1.5 right-1.5 rounded bg-sunken print:hidden">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
      {/* Scrollable by keyboard, so it has to take the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} role="region" aria-label={`${label}, text`} data-testid={testId} className="overflow-x-auto p-3 pr-12 leading-5">
        <code>{code}</code>
      </pre>
    </div>
  );
}
