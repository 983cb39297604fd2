"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { Answered } from "@/components/answered";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Note } from "@/components/note";
import { FormError } from "@/components/say-error";
import { Loading, Skeleton } from "@/components/states";
import { ROLES, useAcceptInvitation, useOffer } from "@/features/members/queries";
import { SessionGate } from "@/features/session/gate";
import { useSession } from "@/lib/api/context";
import type { InvitationOffered } from "@/lib/api/types";
import * as time from "@/lib/time";

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

const roleOf = (role: string) => ROLES.find(({ value }) => value === role) ?? { title: role, hint: "" };

function OfferTold({ offer: { organization_name, role, invited_by, expires_at, role_held } }: { offer: InvitationOffered }) {
  const { title, hint } = roleOf(role);
  return (
    <>
      <p data-testid="offer">
        {invited_by ?? "Somebody who is gone since"} invites you to <strong>{organization_name}</strong> as {title.toLowerCase()}: {hint} The link is good until {time.minute(expires_at, "UTC")} (UTC).
      </p>
      {role_held !== null && (
        <Note>
          You are a member there already, as {roleOf(role_held).title.toLowerCase()}: joining changes nothing, but uses the link up. Leave it to whom it was sent to.
        </Note>
      )}
    </>
  );
}

/** Who joins; a member of the place itself is told so instead. */
function Joiner({ stays }: { stays: boolean }) {
  const { user } = useSession();
  if (user === null) return null;
  return (
    <p className="text-sm text-ink-2">
      You are signed in as {user.name} ({user.email}){stays && <>, and stay a member of {user.organization.name}</>}.
    </p>
  );
}

const Waiting = () => (
  <Loading what="the invitation">
    <Skeleton className="h-10" />
  </Loading>
);

function Joining({ token }: { token: string }) {
  const router = useRouter();
  const accept = useAcceptInvitation();
  const joined = () => {
    window.sessionStorage.removeItem(KEPT);
    router.replace("/");
  };
  return (
    <Answered query={useOffer(token, accept.isPending || accept.isSuccess)} waiting={<Waiting />}>
      {(offer) => (
        <>
          <OfferTold offer={offer} />
          <Joiner stays={offer.role_held === null} />
          <Button look={offer.role_held === null ? "primary" : "plain"} onClick={() => accept.mutate(token, { onSuccess: joined })} disabled={accept.isPending} data-testid="join">
            {accept.isPending ? "Joining…" : `Join ${offer.organization_name}`}
          </Button>
          <FormError error={accept.error} />
        </>
      )}
    </Answered>
  );
}

/** Asks whoever followed a link whether they want to join. */
function Join() {
  const [token] = useState(() => window.sessionStorage.getItem(KEPT));
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center p-4">
      <Card title="You are invited">
        <div className="grid gap-3">
          {token === null ? <p className="text-ink-2">This address holds no invitation. Open the link again as it was sent to you.</p> : <Joining token={token} />}
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
