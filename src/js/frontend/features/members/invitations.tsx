"use client";

import { Link2 } from "lucide-react";
import type { SubmitEvent } from "react";
import { useState } from "react";

import { Answered } from "@/components/answered";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Field } from "@/components/field";
import { FormError, sayError } from "@/components/say-error";
import { ShownOnce } from "@/components/shown-once";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { ROLES, roleTitle, useInvitations, useInvite, useRevokeInvitation } from "@/features/members/queries";
import { useZone } from "@/features/projects/queries";
import type { GivenRole, Invitation } from "@/lib/api/types";
import * as time from "@/lib/time";

/** Behind the #, which browsers send to nobody. */
const linkOf = (token: string): string => `${window.location.origin}/join#${token}`;

function InviteForm({ onInvited }: { onInvited: (link: string) => void }) {
  const invite = useInvite();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = new FormData(form);
    const body = { role: said.get("role") as GivenRole, note: (said.get("note") as string).trim() };
    const shown = ({ token }: { token: string }) => {
      form.reset();
      onInvited(linkOf(token));
    };
    invite.mutate(body, { onSuccess: shown });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <Field label="For whom (a note for yourselves)" className="min-w-56 flex-1">
        {(ids) => <input {...ids} name="note" maxLength={200} autoComplete="off" placeholder="Grace, data team" />}
      </Field>
      <Field label="As" className="min-w-48">
        {(ids) => (
          <select {...ids} name="role" defaultValue="analyst">
            {ROLES.map(({ value, title, hint }) => (
              <option key={value} value={value}>{`${title}: ${hint}`}</option>
            ))}
          </select>
        )}
      </Field>
      <Button type="submit" look="primary" size="tall" disabled={invite.isPending} data-testid="invite">
        <Link2 size={14} aria-hidden /> Make a link
      </Button>
      <FormError error={invite.error} />
    </form>
  );
}

function TakeBack({ row }: { row: Invitation }) {
  const revoke = useRevokeInvitation();
  const run = () => revoke.mutate(row.id, { onError: (error) => sayError("The link may still work", error) });
  return (
    <Button size="small" disabled={revoke.isPending} onClick={run} aria-label={`Take back the invitation of ${row.note || "nobody named"}`}>
      Take back
    </Button>
  );
}

function useColumns(): Column<Invitation>[] {
  const zone = useZone();
  return [
    { id: "note", title: "For", cell: ({ note }) => note || <span className="text-ink-3">not noted</span>, value: ({ note }) => note },
    { id: "role", title: "As", cell: ({ role }) => roleTitle(role), value: ({ role }) => role },
    { id: "expires", title: "Good until", cell: ({ expires_at }) => time.minute(expires_at, zone), value: ({ expires_at }) => expires_at },
    { id: "revoke", title: "", number: true, cell: (row) => <TakeBack row={row} /> },
  ];
}

const Waiting = () => (
  <Loading what="invitations">
    <Skeleton className="h-12" />
  </Loading>
);

/** Links that bring others in. */
export function Invitations() {
  const [link, setLink] = useState<string | null>(null);
  const columns = useColumns();
  return (
    <Card title="Invite" lead="Whoever opens the link and signs in joins, once.">
      <div className="grid gap-3">
        <InviteForm onInvited={setLink} />
        {link !== null && (
          <ShownOnce secret={link} copyLabel="Copy link" testId="invitation-link">
            Copy this link now and send it to one person. It is shown this once, and good for seven days.
          </ShownOnce>
        )}
        <Answered query={useInvitations()} waiting={<Waiting />}>
          {(open) => (open.length === 0 ? <p className="text-ink-2">No open invitation.</p> : <Table label="Open invitations" columns={columns} rows={open} rowKey={({ id }) => id} saveAs={null} />)}
        </Answered>
      </div>
    </Card>
  );
}
