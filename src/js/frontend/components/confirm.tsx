"use client";

import type { ReactNode } from "react";

import { Button } from "@/components/button";
import { Dialog } from "@/components/drawer";

interface ConfirmProps {
  title: string;
  /** What goes, and whether it can come back. */
  children: ReactNode;
  /** What the button does, as a verb. */
  act: string;
  isBusy: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something goes. */
export function Confirm({ title, children, act, isBusy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-4">
        <div>{children}</div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button look="danger" onClick={onConfirm} disabled={isBusy} data-testid="confirm">
            {act}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
