"use client";

import clsx from "clsx";
import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/button";
import { RequestId } from "@/components/request-id";
import { asApiError } from "@/lib/api/errors";
import { duration } from "@/lib/format";
import { useTryAgain } from "@/lib/use-try-again";

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("shimmer rounded", className)} />;
}

/** Says to assistive technology that the shape shown is not the content yet. */
export function Loading({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading {what}…</span>
      {children}
    </div>
  );
}

interface EmptyProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
}

export function Empty({ title, children, actions, icon }: EmptyProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-12 text-center">
      {icon && <div className="mb-1 text-ink-3">{icon}</div>}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <div className="text-ink-2">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}

interface FailureProps {
  error: unknown;
  onRetry?: () => void;
  children?: ReactNode;
}

/** What happened, what to do, and the request to name when asking for help. */
export function Failure({ error, onRetry, children }: FailureProps) {
  const { title, detail, requestId, isTemporary, retryAfter } = asApiError(error);
  useTryAgain(error, onRetry);
  return (
    <div role="alert" className="mx-auto grid max-w-md justify-items-center gap-2 px-4 py-12 text-center">
      <CircleAlert size={24} className="text-cost" aria-hidden />
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-ink-2">{detail}</p>
      {retryAfter !== null && <p className="text-ink-2">The server asks to wait {duration(1000 * retryAfter)} first.</p>}
      {children}
      {onRetry && (
        <Button onClick={onRetry} className="mt-2">
          <RotateCw size={14} aria-hidden />
          {isTemporary ? "Try again" : "Ask again"}
        </Button>
      )}
      {onRetry && isTemporary && <p className="text-xs text-ink-3">It is also tried again by itself.</p>}
      <RequestId id={requestId} />
    </div>
  );
}

/** A failure that is the whole page. */
export function Problem(props: FailureProps) {
  return (
    <main id="content">
      <h1 className="sr-only">Netra Apex</h1>
      <Failure {...props} />
    </main>
  );
}
