"use client";

import { Answered } from "@/components/answered";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { sayError } from "@/components/say-error";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { Page } from "@/features/frame/page";
import { DeleteAccount, DeletedOrganizations } from "@/features/members/departures";
import { IdentitiesCard } from "@/features/members/identities";
import { useEndOtherSignIns, useEndSignIn, useSignIns } from "@/features/members/queries";
import { useZone } from "@/features/projects/queries";
import { SettingsTabs } from "@/features/settings/tabs";
import type { SignIn } from "@/lib/api/types";
import * as time from "@/lib/time";
import { browserName } from "@/lib/user-agent";

function EndButton({ row }: { row: SignIn }) {
  const end = useEndSignIn();
  const run = () => end.mutate(row.id, { onError: (error) => sayError("It is still signed in", error) });
  return (
    <Button look="danger" size="small" disabled={end.isPending} onClick={run}>
      Sign out there
    </Button>
  );
}

function Place({ row: { user_agent, address } }: { row: SignIn }) {
  return (
    <span title={user_agent}>
      {browserName(user_agent)} <span className="text-ink-2">{address}</span>
    </span>
  );
}

function useColumns(): Column<SignIn>[] {
  const zone = useZone();
  const when = (at: string) => <span title={time.exact(at, zone)}>{time.minute(at, zone)}</span>;
  return [
    { id: "where", title: "Where", cell: (row) => <Place row={row} />, value: ({ user_agent }) => browserName(user_agent) },
    { id: "created", title: "Signed in", cell: ({ created_at }) => when(created_at), value: ({ created_at }) => created_at },
    { id: "used", title: "Last used", cell: ({ last_used_at }) => when(last_used_at), value: ({ last_used_at }) => last_used_at },
    { id: "expires", title: "Ends by itself", cell: ({ expires_at }) => when(expires_at), value: ({ expires_at }) => expires_at },
    { id: "end", title: "", number: true, cell: (row) => (row.is_current ? <Badge tone="neutral">Here</Badge> : <EndButton row={row} />) },
  ];
}

function EndOthers() {
  const end = useEndOtherSignIns();
  const run = () => end.mutate(undefined, { onError: (error) => sayError("The others are still signed in", error) });
  return (
    <div className="p-4">
      <Button onClick={run} disabled={end.isPending} data-testid="end-others">
        Sign out everywhere else
      </Button>
    </div>
  );
}

const Waiting = () => (
  <Loading what="sign-ins">
    <Skeleton className="m-4 h-24" />
  </Loading>
);

function SignIns() {
  const columns = useColumns();
  return (
    <Answered query={useSignIns()} waiting={<Waiting />}>
      {(found) => (
        <>
          <Table label="Sign-ins" columns={columns} rows={found} rowKey={({ id }) => id} rowTestId="sign-in-row" saveAs={null} />
          {found.length > 1 && <EndOthers />}
        </>
      )}
    </Answered>
  );
}

export function SignInsPage() {
  return (
    <Page title="Settings" tabs={<SettingsTabs />}>
      <Card title="Where you are signed in" lead="What is ended here is refused everywhere within seconds." flush>
        <SignIns />
      </Card>
      <IdentitiesCard />
      <DeletedOrganizations />
      <DeleteAccount />
    </Page>
  );
}
