"use client";

import { toast } from "sonner";

import { RequestId } from "@/components/request-id";
import { asApiError } from "@/lib/api/errors";

/** A failure of something the person did: `title` says what did not happen. */
export function sayError(title: string, error: unknown): void {
  const { detail, requestId } = asApiError(error);
  const description = (
    <>
      {detail}
      <RequestId id={requestId} />
    </>
  );
  toast.error(title, { description });
}

/** The same inside a form, where it stays until the form is sent again. */
export function FormError({ error }: { error: unknown }) {
  if (error === null) return null;
  const { detail, requestId } = asApiError(error);
  return (
    <div role="alert" className="w-full text-sm text-cost">
      {detail}
      <RequestId id={requestId} />
    </div>
  );
}
