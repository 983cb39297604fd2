"use client";

import { RefreshCw } from "lucide-react";
import { useState } from "react";

import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { sayError } from "@/components/say-error";
import { OVERLAP_HOURS, useDisableKey, useRotateKey } from "@/features/keys/queries";
import type { ApiKey } from "@/lib/api/types";

/** Disabling cannot be taken back. */
function DisableButton({ row }: { row: ApiKey }) {
  const disable = useDisableKey();
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const confirm = () => disable.mutate(row.id, { onSettled: close, onError: (error) => sayError("The key is still enabled", error) });
  return (
    <>
      <Button look="danger" size="small" onClick={() => setAsking(true)} aria-label={`Disable ${row.name}`}>
        Disable
      </Button>
      {isAsking && (
        <Confirm title={`Disable ${row.name}?`} act="Disable for good" isBusy={disable.isPending} onConfirm={confirm} onClose={close}>
          Whatever uses the key that begins with <code>{row.prefix}</code> is refused from then on. A disabled key cannot be enabled again.
        </Confirm>
      )}
    </>
  );
}

interface KeyActionsProps {
  row: ApiKey;
  onCreated: (secret: string) => void;
}

function RotateButton({ row, onCreated }: KeyActionsProps) {
  const rotate = useRotateKey();
  const run = () => rotate.mutate(row.id, { onSuccess: ({ key }) => onCreated(key), onError: (error) => sayError("The key was not replaced", error) });
  return (
    <Button size="small" onClick={run} disabled={rotate.isPending} aria-label={`Replace ${row.name}`} title={`A new key in its place; this one is still taken for ${OVERLAP_HOURS} hours.`}>
      <RefreshCw size={14} aria-hidden /> Replace
    </Button>
  );
}

/** What can be done with a key that is in force. */
export function KeyActions({ row, onCreated }: KeyActionsProps) {
  return (
    <span className="inline-flex items-center gap-2">
      {row.replaced_by === null ? <RotateButton row={row} onCreated={onCreated} /> : <Badge tone="unknown">Replaced</Badge>}
      <DisableButton row={row} />
    </span>
  );
}
