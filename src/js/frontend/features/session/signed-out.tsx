"use client";

import Link from "next/link";
import { useSyncExternalStore } from "react";

import { buttonStyle } from "@/components/button";
import { Logo } from "@/components/logo";
import { Note } from "@/components/note";
import { useAuthConfig } from "@/features/session/queries";

const never = () => () => undefined;

/** What stands behind the # of the address; null until there is a browser. */
const useTold = (): URLSearchParams | null => {
  const hash = useSyncExternalStore(never, () => window.location.hash, () => null);
  return hash === null ? null : new URLSearchParams(hash.slice(1));
};

/** Says no more than is known: that the provider sent the browser back, not what it did. */
function Left({ provider }: { provider: string }) {
  const { data } = useAuthConfig();
  const title = data?.providers.find(({ name }) => name === provider)?.title ?? "your provider";
  return (
    <>
      <p data-testid="signed-out">You are signed out of Netra, and {title} has sent you back from its own sign-out.</p>
      <Link href="/sign-in" className={buttonStyle("primary")}>
        Sign in again
      </Link>
    </>
  );
}

function Unknown() {
  return (
    <>
      <Note>This does not belong to a sign-out that was begun in this browser. Nothing has changed by it.</Note>
      <Link href="/" className={buttonStyle("primary")}>
        Go on
      </Link>
    </>
  );
}

/** Where a browser comes back to that was sent to sign out at a provider. */
export function SignedOutPage() {
  const told = useTold();
  const provider = told?.get("from");
  return (
    <main id="content" className="grid min-h-dvh content-center justify-items-center p-6">
      <div className="grid w-full max-w-sm gap-4">
        <Logo size={36} />
        <h1 className="text-xl font-semibold">{told !== null && provider == null ? "That did not work" : "Signed out"}</h1>
        {told !== null && (provider == null ? <Unknown /> : <Left provider={provider} />)}
      </div>
    </main>
  );
}
