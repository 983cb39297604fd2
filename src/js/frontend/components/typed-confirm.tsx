"use client";

import { type ReactNode, type SubmitEvent, useState } from "react";

import { Button } from "@/components/button";
import { Dialog } from "@/components/drawer";
import { Field } from "@/components/field";
import { FormError } from "@/components/say-error";

interface TypedConfirmProps {
  title: string;
  /** What goes, and whether it can come back. */
  children: ReactNode;
  /** What has to be typed, and what it is called. */
  label: string;
  expected: string;
  /** What the button does, as a verb. */
  act: string;
  isBusy: boolean;
  error: unknown;
  onConfirm: (typed: string) => void;
  onClose: () => void;
}

/** Asks before something goes that should go for no slip of the hand: what goes has to be named. */
export function TypedConfirm({ title, children, label, expected, act, isBusy, error, onConfirm, onClose }: TypedConfirmProps) {
  const [typed, setTyped] = useState("");
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onConfirm(typed.trim());
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <div className="grid gap-2">{children}</div>
        <Field label={label} hint={expected}>
          {(ids) => <input {...ids} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} data-testid="typed" />}
        </Field>
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" look="danger" disabled={isBusy || typed.trim() !== expected} data-testid="confirm">
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
