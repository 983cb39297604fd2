"use client";

import { Trash2, Undo2 } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { sayError } from "@/components/say-error";
import { TypedConfirm } from "@/components/typed-confirm";
import { useDeletedOrganizations, useDeleteAccount, useDeleteOrganization, useRestoreOrganization } from "@/features/members/departing";
import { useHasRole } from "@/features/members/queries";
import { useSession } from "@/lib/api/context";
import type { DeletedOrganization, User } from "@/lib/api/types";
import * as time from "@/lib/time";

const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function AskAccount({ user, onClose }: { user: User; onClose: () => void }) {
  const remove = useDeleteAccount();
  return (
    <TypedConfirm title="Delete your account?" label="Type your e-mail address" expected={user.email} act="Delete my account" isBusy={remove.isPending} error={remove.error} onConfirm={remove.mutate} onClose={onClose}>
      <p>You are signed out everywhere at once, and nobody can undo it.</p>
      <p>Your threads go with you, but for those that you have shared, which then are nobody’s. Organizations where you work alone are deleted. API keys that you made stay. The audit log keeps what was done and no longer says by whom.</p>
    </TypedConfirm>
  );
}

/** Where a person goes for good. */
export function DeleteAccount() {
  const [isAsking, setAsking] = useState(false);
  const { user } = useSession();
  if (user === null) return null;
  return (
    <Card title="Delete your account" lead="Your name, your e-mail address and what was yours alone are removed at once. Whoever owns an organization where others work hands it over first.">
      <Button look="danger" onClick={() => setAsking(true)} data-testid="delete-account">
        <Trash2 size={14} aria-hidden /> Delete my account
      </Button>
      {isAsking && <AskAccount user={user} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function AskOrganization({ name, onClose }: { name: string; onClose: () => void }) {
  const remove = useDeleteOrganization();
  return (
    <TypedConfirm title={`Delete ${name}?`} label="Type its name" expected={name} act="Delete it" isBusy={remove.isPending} error={remove.error} onConfirm={remove.mutate} onClose={onClose}>
      <p>Within seconds none of its members and none of its API keys reaches it any more: calls that are being sent are refused.</p>
      <p>For 30 days you can restore it, as it is, under Sign-ins in the settings. Then all its projects, calls and keys and its audit log are removed for good.</p>
    </TypedConfirm>
  );
}

/** Where an owner deletes the organization; nothing for anybody else. */
export function DeleteOrganization() {
  const [isAsking, setAsking] = useState(false);
  const isOwner = useHasRole("owner");
  const { user } = useSession();
  if (!isOwner || user === null) return null;
  return (
    <Card title="Delete this organization" lead="With all its projects and members. You can restore it for 30 days.">
      <Button look="danger" onClick={() => setAsking(true)} data-testid="delete-organization">
        <Trash2 size={14} aria-hidden /> Delete {user.organization.name}
      </Button>
      {isAsking && <AskOrganization name={user.organization.name} onClose={() => setAsking(false)} />}
    </Card>
  );
}

function Deleted({ organization: { id, name, removed_at } }: { organization: DeletedOrganization }) {
  const restore = useRestoreOrganization();
  const run = () => restore.mutate(id, { onError: (error) => sayError("It could not be restored", error) });
  return (
    <li className="flex flex-wrap items-center justify-between gap-2">
      <span>
        {name} <span className="text-ink-2">until {time.minute(removed_at, BROWSER_ZONE)}</span>
      </span>
      <Button size="small" disabled={restore.isPending} onClick={run} aria-label={`Restore ${name}`}>
        <Undo2 size={14} aria-hidden /> Restore
      </Button>
    </li>
  );
}

/** What a person owned, has deleted and can have back; nothing where nothing was. */
export function DeletedOrganizations() {
  const deleted = useDeletedOrganizations().data ?? [];
  if (deleted.length === 0) return null;
  return (
    <Card title="Deleted organizations" lead="Each can be restored by you, with its projects, members and keys." testId="deleted-organizations">
      <ul className="grid gap-2">
        {deleted.map((organization) => (
          <Deleted key={organization.id} organization={organization} />
        ))}
      </ul>
    </Card>
  );
}
