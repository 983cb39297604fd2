"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";

import { Button, IconButton } from "@/components/button";

interface CopyProps {
  text: string;
  label: string;
  /** Show the label beside the icon. */
  wide?: boolean;
  testId?: string;
}

const SHOWN_MS = 1600;

function useCopy(text: string): [boolean, () => void] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return [copied, copy];
}

export function CopyButton({ text, label, wide, testId }: CopyProps) {
  const [copied, copy] = useCopy(text);
  const icon = copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />;
  const live = <span aria-live="polite" className="sr-only">{copied ? "Copied" : ""}</span>;
  if (!wide) {
    return (
      <IconButton label={label} onClick={copy} data-testid={testId} size="small-icon">
        {icon}
        {live}
      </IconButton>
    );
  }
  return (
    <Button onClick={copy} data-testid={testId}>
      {icon}
      {copied ? "Copied" : label}
    </Button>
  );
}
