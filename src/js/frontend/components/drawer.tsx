"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";

import { IconButton } from "@/components/button";

interface PanelProps {
  title: string;
  description?: string;
  onClose: () => void;
  children: ReactNode;
  actions?: ReactNode;
  testId?: string;
}

function Head({ title, description, actions, onClose }: Omit<PanelProps, "children">) {
  return (
    <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3">
      <div className="min-w-0">
        <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
        {description && <Radix.Description className="text-sm text-ink-2">{description}</Radix.Description>}
      </div>
      <div className="flex items-center gap-1">
        {actions}
        <IconButton label="Close" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}

/** Focus goes back to what opened the panel: there is no trigger of its own that would take it. */
function useFocusBack(): (event: Event) => void {
  const [opener] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  return (event) => {
    if (!(opener instanceof HTMLElement) || !opener.isConnected) return;
    event.preventDefault();
    opener.focus({ preventScroll: true });
  };
}

/** A panel from the right that keeps the page in view; the whole width on narrow screens. */
export function Drawer({ children, testId, ...head }: PanelProps) {
  const focusBack = useFocusBack();
  return (
    <Radix.Root open onOpenChange={(open) => !open && head.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-shade" />
        <Radix.Content
          data-testid={testId}
          onCloseAutoFocus={focusBack}
          {...(head.description ? {} : { "aria-describedby": undefined })}
          className="slide-in fixed inset-y-0 right-0 z-50 flex w-full max-w-[720px] flex-col bg-surface shadow-high outline-none"
        >
          <Head {...head} />
          {/* Scrollable by keyboard, so it has to take the focus. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label="Content of the panel">
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function Dialog({ children, testId, ...head }: PanelProps) {
  const focusBack = useFocusBack();
  return (
    <Radix.Root open onOpenChange={(open) => !open && head.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-shade" />
        <Radix.Content
          data-testid={testId}
          onCloseAutoFocus={focusBack}
          {...(head.description ? {} : { "aria-describedby": undefined })}
          className="fade-in fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(560px,calc(100vw-32px))] -translate-x-1/2 flex-col rounded-xl bg-surface shadow-high outline-none"
        >
          <Head {...head} />
          <div className="min-h-0 overflow-y-auto p-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
