"use client";

import { useState } from "react";

import { Answered } from "@/components/answered";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Confirm } from "@/components/confirm";
import { sayError } from "@/components/say-error";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { Page } from "@/features/frame/page";
import { DeleteOrganization } from "@/features/members/departures";
import { Invitations } from "@/features/members/invitations";
import { ROLES, roleTitle, useChangeRole, useHasRole, useMembers, useRemoveMember } from "@/features/members/queries";
import { useZone } from "@/features/projects/queries";
import { SettingsTabs } from "@/features/settings/tabs";
import { useSession } from "@/lib/api/context";
import type { GivenRole, Member } from "@/lib/api/types";
import * as time from "@/lib/time";

function RoleSelect({ member }: { member: Member }) {
  const change = useChangeRole();
  const run = (role: GivenRole) => change.mutate({ id: member.user_id, role }, { onError: (error) => sayError("The role is as it was", error) });
  return (
    <select aria-label={`Role of ${member.name}`} value={member.role} disabled={change.isPending} onChange={(event) => run(event.target.value as GivenRole)} className="rounded-md border border-line bg-surface px-2 py-1">
      {ROLES.map(({ value, title }) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  );
}

function RemoveButton({ member }: { member: Member }) {
  const remove = useRemoveMember();
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const confirm = () => remove.mutate(member.user_id, { onSettled: close, onError: (error) => sayError("They are still a member", error) });
  return (
    <>
      <Button look="danger" size="small" onClick={() => setAsking(true)} aria-label={`Remove ${member.name}`}>
        Remove
      </Button>
      {isAsking && (
        <Confirm title={`Remove ${member.name}?`} act="Remove" isBusy={remove.isPending} onConfirm={confirm} onClose={close}>
          {member.email} is refused within seconds, wherever they are signed in. Their threads stay, and an invitation brings them back.
        </Confirm>
      )}
    </>
  );
}

function useColumns(): Column<Member>[] {
  const zone = useZone();
  const isAdmin = useHasRole("admin");
  const { user } = useSession();
  const mayChange = ({ role, user_id }: Member) => isAdmin && role !== "owner" && user_id !== user?.id;
  return [
    { id: "name", title: "Name", cell: ({ name }) => <span className="font-medium">{name}</span>, value: ({ name }) => name },
    { id: "email", title: "E-mail", cell: ({ email }) => email, value: ({ email }) => email },
    { id: "role", title: "Role", cell: (one) => (mayChange(one) ? <RoleSelect member={one} /> : roleTitle(one.role)), value: ({ role }) => role },
    { id: "joined", title: "Joined", cell: ({ joined_at }) => <span title={time.exact(joined_at, zone)}>{time.minute(joined_at, zone)}</span>, value: ({ joined_at }) => joined_at },
    { id: "remove", title: "", number: true, cell: (one) => (mayChange(one) ? <RemoveButton member={one} /> : null) },
  ];
}

const Waiting = () => (
  <Loading what="members">
    <Skeleton className="m-4 h-24" />
  </Loading>
);

function Members() {
  const columns = useColumns();
  const { user } = useSession();
  return (
    <Card title={`Members of ${user?.organization.name ?? "your organization"}`} lead="A role holds within seconds of being changed." flush>
      <Answered query={useMembers()} waiting={<Waiting />}>
        {(members) => <Table label="Members" columns={columns} rows={members} rowKey={({ user_id }) => user_id} rowTestId="member-row" saveAs="members" />}
      </Answered>
    </Card>
  );
}

export function MembersPage() {
  const isAdmin = useHasRole("admin");
  return (
    <Page title="Settings" tabs={<SettingsTabs />}>
      <Members />
      {isAdmin && <Invitations />}
      <DeleteOrganization />
    </Page>
  );
}
