"use client";

import clsx from "clsx";
import { CloudAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/components/button";
import { RequestId } from "@/components/request-id";
import { Failure } from "@/components/states";
import { asApiError } from "@/lib/api/errors";
import { useTryAgain } from "@/lib/use-try-again";

/** What is shown stays: an old answer is worth more than none. */
export function NotRefreshed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { detail, requestId } = asApiError(error);
  useTryAgain(error, onRetry);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-warning-soft px-3 py-1.5 text-sm text-warning">
      <CloudAlert size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1 basis-48">Could not refresh; what is shown may be old. {detail}</span>
      <RequestId id={requestId} />
      <Button size="small" onClick={onRetry}>
        <RotateCw size={14} aria-hidden /> Retry
      </Button>
    </div>
  );
}

interface Query<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
  /** The answer to another question, shown until that to this one comes. */
  isPlaceholderData?: boolean;
  /** A further page failed: said where it was asked for, since what is shown is not old. */
  isFetchNextPageError?: boolean;
}

interface AnsweredProps<Data> {
  query: Query<Data>;
  waiting: ReactNode;
  children: (data: Data) => ReactNode;
  /** What to offer besides asking again. */
  help?: ReactNode;
}

/** The states of an answer: awaited, failed, of another question, there, there but old. */
export function Answered<Data>({ query, waiting, children, help }: AnsweredProps<Data>) {
  const { data, error, isPlaceholderData = false, isFetchNextPageError = false } = query;
  const retry = () => void query.refetch();
  if (data === undefined) {
    return error ? (
      <Failure error={error} onRetry={retry}>
        {help}
      </Failure>
    ) : (
      waiting
    );
  }
  return (
    <>
      {Boolean(error) && !isFetchNextPageError && <NotRefreshed error={error} onRetry={retry} />}
      {/* Inert, as its doors would open what belongs to the question before. */}
      <div className={clsx("grid min-w-0 grid-cols-1 gap-4", isPlaceholderData && "opacity-50")} aria-busy={isPlaceholderData} inert={isPlaceholderData}>
        {children(data)}
      </div>
    </>
  );
}
