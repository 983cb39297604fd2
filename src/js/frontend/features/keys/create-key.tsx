"use client";

import { KeyRound } from "lucide-react";
import type { SubmitEvent } from "react";
import { useState } from "react";

import { Button } from "@/components/button";
import { CopyButton } from "@/components/copy-button";
import { Field } from "@/components/field";
import { FormError } from "@/components/say-error";
import { useCreateKey } from "@/features/keys/queries";

export function NewKey({ secret }: { secret: string }) {
  return (
    <div className="grid gap-2 rounded-md border border-line bg-warning-soft p-3">
      <p className="text-sm font-medium text-warning">Copy this key now. It is shown this once; only a hash of it is kept.</p>
      <p className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded bg-surface px-2 py-1.5 break-all" data-testid="new-key">
          {secret}
        </code>
        <CopyButton text={secret} label="Copy key" wide />
      </p>
    </div>
  );
}

interface CreateKeyProps {
  onCreated: (secret: string) => void;
}

export function CreateKey({ onCreated }: CreateKeyProps) {
  const create = useCreateKey();
  const [name, setName] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    create.mutate(name.trim() || "My first key", {
      onSuccess: ({ key }) => {
        setName("");
        onCreated(key);
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <Field label="Name of the key" className="min-w-56 flex-1">
        {(ids) => (
          <input {...ids} value={name} onChange={(event) => setName(event.target.value)} placeholder="My first key" maxLength={100} autoComplete="off" data-testid="key-name" />
        )}
      </Field>
      <Button type="submit" look="primary" size="tall" disabled={create.isPending} data-testid="create-key">
        <KeyRound size={14} aria-hidden /> Make a key
      </Button>
      <FormError error={create.error} />
    </form>
  );
}
