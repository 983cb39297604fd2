import { CopyButton } from "@/components/copy-button";

/** The request to name when asking for help. */
export function RequestId({ id }: { id: string | null }) {
  if (id === null) return null;
  return (
    <span className="flex items-center gap-1 text-xs text-ink-3">
      Request <code>{id}</code>
      <CopyButton text={id} label="Copy the request id" />
    </span>
  );
}
