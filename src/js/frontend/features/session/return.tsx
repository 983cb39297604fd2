"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

import { buttonStyle } from "@/components/button";
import { Logo } from "@/components/logo";
import { Note } from "@/components/note";
import { RequestId } from "@/components/request-id";
import { keptNext } from "@/features/session/next";
import { useApi } from "@/lib/api/context";
import { ApiError, asApiError } from "@/lib/api/errors";

/** What each refusal means for whoever meets it, and what they can do. */
const REFUSALS: Readonly<Record<string, string>> = {
  cancelled: "The sign-in was cancelled at the provider. Nothing has changed.",
  expired: "This sign-in took too long, or was finished already. Begin again.",
  unavailable: "The provider is not answering. Try again in a minute.",
  unverified: "The provider has not verified your e-mail address. Verify it there, then begin again.",
  not_admitted: "This installation admits other e-mail addresses only. Use your work account, or ask whoever runs it.",
  already_registered: "Your e-mail address signs in another way here. Sign in that way; then you can add this one under Settings, Sign-ins.",
  already_linked: "Somebody else signs in with this account already, so it was not added to yours.",
};
const FAILED = "The provider's answer could not be trusted. Begin again; if it stays so, tell whoever runs this installation.";

/** What stands behind the # of the address, which is cleared: it is nobody else's to see, and good once. */
function takeAnswer(): URLSearchParams {
  const answer = new URLSearchParams(window.location.hash.slice(1));
  window.history.replaceState(window.history.state, "", window.location.pathname);
  return answer;
}

const refused = (reason: string): ApiError =>
  new ApiError({ status: null, code: reason, title: "You are not signed in", detail: REFUSALS[reason] ?? FAILED });

/** Takes what the provider's answer led to, once, and leaves the page when it was good. */
function useAnswer() {
  const { session } = useApi();
  const router = useRouter();
  const isTaken = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: async (answer: URLSearchParams) => {
      const code = answer.get("code");
      if (code !== null) await session.complete(code);
      else if (!answer.has("linked")) throw refused(answer.get("error") ?? "");
    },
    onSuccess: () => router.replace(keptNext()),
  });
  useEffect(() => {
    if (isTaken.current) return;
    isTaken.current = true;
    mutate(takeAnswer());
  }, [mutate]);
  return error;
}

/** Where a browser comes back to from a provider. */
export function ReturnPage() {
  const error = useAnswer();
  return (
    <main id="content" className="grid min-h-dvh content-center justify-items-center p-6">
      <div className="grid w-full max-w-sm gap-4">
        <Logo size={36} />
        <h1 className="text-xl font-semibold">{error === null ? "Signing in…" : "That did not work"}</h1>
        {error !== null && (
          <>
            <Note>
              {asApiError(error).detail} <RequestId id={asApiError(error).requestId} />
            </Note>
            <Link href={`/sign-in?next=${encodeURIComponent(keptNext())}`} className={buttonStyle("primary")} data-testid="begin-again">
              Begin again
            </Link>
          </>
        )}
      </div>
    </main>
  );
}
