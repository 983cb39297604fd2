"use client";

import { KeyRound } from "lucide-react";
import type { SubmitEvent } from "react";
import { useState } from "react";

import { Button } from "@/components/button";
import { Choice, Field } from "@/components/field";
import { FormError } from "@/components/say-error";
import { ShownOnce } from "@/components/shown-once";
import { type AskedKey, useCreateKey } from "@/features/keys/queries";
import type { NewApiKey, Scope } from "@/lib/api/types";

export function NewKey({ secret }: { secret: string }) {
  return (
    <ShownOnce secret={secret} copyLabel="Copy key" testId="new-key">
      Copy this key now. It is shown this once; only a hash of it is kept.
    </ShownOnce>
  );
}

interface CreateKeyProps {
  onCreated: (secret: string) => void;
}

const SCOPES: readonly { value: Scope; title: string; hint: string }[] = [
  { value: "ingest", title: "Send calls", hint: "OpenTelemetry traces and files." },
  { value: "read", title: "Read figures", hint: "Everything that pages show, calls included." },
  { value: "manage", title: "Change settings", hint: "The project's settings, and undoing imports." },
];

const LIVES = [30, 90, 365];

function ScopesField() {
  return (
    <fieldset className="grid gap-2 sm:grid-cols-3">
      <legend className="mb-1 text-sm font-medium">What it may do, in this project only</legend>
      {SCOPES.map(({ value, title, hint }) => (
        <Choice key={value} type="checkbox" name="scopes" value={value} title={title} hint={hint} defaultChecked={value === "ingest"} />
      ))}
    </fieldset>
  );
}

function LifeField() {
  return (
    <Field label="Good for" className="min-w-40">
      {(ids) => (
        <select {...ids} name="life" defaultValue="">
          <option value="">until it is disabled</option>
          {LIVES.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function asked(form: FormData): AskedKey {
  const life = form.get("life") as string;
  return {
    name: (form.get("name") as string).trim() || "My first key",
    scopes: form.getAll("scopes") as Scope[],
    expires_in_days: life === "" ? null : Number(life),
  };
}

export function CreateKey({ onCreated }: CreateKeyProps) {
  const create = useCreateKey();
  const [isWithoutScope, setWithoutScope] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const key = asked(new FormData(form));
    setWithoutScope(key.scopes.length === 0);
    const shown = ({ key: secret }: NewApiKey) => {
      form.reset();
      onCreated(secret);
    };
    if (key.scopes.length > 0) create.mutate(key, { onSuccess: shown });
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <ScopesField />
      {isWithoutScope && <p role="alert" className="text-sm text-cost">Choose at least one thing that the key may do.</p>}
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Name of the key" className="min-w-56 flex-1">
          {(ids) => <input {...ids} name="name" placeholder="My first key" maxLength={100} autoComplete="off" data-testid="key-name" />}
        </Field>
        <LifeField />
        <Button type="submit" look="primary" size="tall" disabled={create.isPending} data-testid="create-key">
          <KeyRound size={14} aria-hidden /> Make a key
        </Button>
      </div>
      <FormError error={create.error} />
    </form>
  );
}
