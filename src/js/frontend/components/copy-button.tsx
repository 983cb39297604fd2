"use client";

import { Check, Copy } from "lucide-react";
import { Popover } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { useEffect, useState } from "react";

import { Button, IconButton } from "@/components/button";

interface CopyProps {
  /** A function when the text is only known at the moment of pressing, as the address is. */
  text: string | (() => string);
  label: string;
  /** Show the label beside the icon. */
  wide?: boolean;
  icon?: ReactNode;
  /** Whether a narrow screen keeps the icon only. */
  iconWhenNarrow?: boolean;
  testId?: string;
}

type Outcome = "copied" | "denied" | null;

const SHOWN_MS = 1600;

/** The clipboard exists on secure pages only, and may be refused there too. */
async function copied(text: string): Promise<Outcome> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "denied";
  }
}

function useCopy(text: CopyProps["text"]) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [asked, setAsked] = useState("");
  useEffect(() => {
    if (outcome !== "copied") return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    const now = typeof text === "string" ? text : text();
    setAsked(now);
    void copied(now).then(setOutcome);
  };
  return { outcome, asked, copy, dismiss: () => setOutcome(null) };
}

/** Where the clipboard is closed: the text, selected, to be copied by hand. */
function ByHand({ text, open, onClose, children }: { text: string; open: boolean; onClose: () => void; children: ReactElement }) {
  return (
    <Popover.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
      <Popover.Portal>
        <Popover.Content sideOffset={6} collisionPadding={8} className="fade-in z-50 grid w-80 gap-2 rounded-lg border border-line bg-surface p-3 text-sm shadow-high">
          <p role="status">This browser does not let the page copy. The text is selected: press Ctrl C or ⌘ C.</p>
          <textarea
            readOnly
            aria-label="Text to copy"
            value={text}
            rows={3}
            onFocus={(event) => event.currentTarget.select()}
            className="w-full rounded-md border border-line bg-sunken p-2 font-mono text-xs break-all"
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

export function CopyButton({ text, label, wide, icon, iconWhenNarrow, testId }: CopyProps) {
  const { outcome, asked, copy, dismiss } = useCopy(text);
  const shown = outcome === "copied" ? <Check size={14} aria-hidden /> : (icon ?? <Copy size={14} aria-hidden />);
  const button = wide ? (
    <Button onClick={copy} data-testid={testId}>
      {shown}
      <span className={iconWhenNarrow ? "max-sm:sr-only" : undefined}>{label}</span>
    </Button>
  ) : (
    <IconButton label={label} onClick={copy} data-testid={testId} size="small-icon">
      {shown}
    </IconButton>
  );
  return (
    <>
      <ByHand text={asked} open={outcome === "denied"} onClose={dismiss}>
        {button}
      </ByHand>
      {/* Beside the button: a dialog hides what is behind it but for live regions, and would leave a button without a name. */}
      <span aria-live="polite" className="sr-only">{outcome === "copied" ? "Copied" : ""}</span>
    </>
  );
}
