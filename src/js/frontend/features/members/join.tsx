"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { FormError } from "@/components/say-error";
import { useAcceptInvitation } from "@/features/members/queries";
import { SessionGate } from "@/features/session/gate";
import { useSession } from "@/lib/api/context";

const KEPT = "netra:invitation";

/** Takes the token of the link out of the address, so that it stays in no history, and keeps it for this tab alone. */
function KeepInvitation() {
  useEffect(() => {
    const token = window.location.hash.slice(1);
    if (token === "") return;
    window.sessionStorage.setItem(KEPT, token);
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }, []);
  return null;
}

/** Asks whoever followed a link whether they want to join. */
function Join() {
  const [token] = useState(() => window.sessionStorage.getItem(KEPT));
  const router = useRouter();
  const { user } = useSession();
  const accept = useAcceptInvitation();
  const joined = () => {
    window.sessionStorage.removeItem(KEPT);
    router.replace("/");
  };
  const run = () => token !== null && accept.mutate(token, { onSuccess: joined });
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center p-4">
      <Card title="You are invited" lead={user === null ? null : `You are signed in as ${user.name} (${user.email}), and stay a member of ${user.organization.name}.`}>
        <div className="grid gap-3">
          {token === null && <p className="text-ink-2">This address holds no invitation. Open the link again as it was sent to you.</p>}
          <Button look="primary" onClick={run} disabled={token === null || accept.isPending} data-testid="join">
            {accept.isPending ? "Joining…" : "Join the organization"}
          </Button>
          <FormError error={accept.error} />
        </div>
      </Card>
    </main>
  );
}

/** Where a link leads: whoever is not signed in does that first, and comes back. */
export function JoinPage() {
  return (
    <>
      <KeepInvitation />
      <SessionGate>
        <Join />
      </SessionGate>
    </>
  );
}
