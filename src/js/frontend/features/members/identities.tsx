"use client";

import { Answered } from "@/components/answered";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { FormError, sayError } from "@/components/say-error";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { useAddIdentity, useIdentities, useOfferedProviders, useRemoveIdentity } from "@/features/members/queries";
import { useZone } from "@/features/projects/queries";
import type { Identity } from "@/lib/api/types";
import * as time from "@/lib/time";

/** The name of an issuer that people know: its host. */
const host = (issuer: string): string => (URL.canParse(issuer) ? new URL(issuer).host : issuer);

function RemoveButton({ identity }: { identity: Identity }) {
  const remove = useRemoveIdentity();
  const run = () => remove.mutate(identity.id, { onError: (error) => sayError("It still signs you in", error) });
  return (
    <Button look="danger" size="small" disabled={remove.isPending} onClick={run} aria-label={`Remove ${host(identity.issuer)}`}>
      Remove
    </Button>
  );
}

function useColumns(isOnly: boolean): Column<Identity>[] {
  const zone = useZone();
  const when = (at: string) => <span title={time.exact(at, zone)}>{time.minute(at, zone)}</span>;
  return [
    { id: "issuer", title: "At", cell: ({ issuer }) => host(issuer), value: ({ issuer }) => host(issuer) },
    { id: "email", title: "As", cell: ({ email }) => email, value: ({ email }) => email },
    { id: "used", title: "Last used", cell: ({ last_used_at }) => when(last_used_at), value: ({ last_used_at }) => last_used_at },
    { id: "remove", title: "", number: true, cell: (identity) => (isOnly ? null : <RemoveButton identity={identity} />) },
  ];
}

function AddButtons() {
  const add = useAddIdentity();
  const providers = useOfferedProviders();
  return (
    <div className="flex flex-wrap items-center gap-2 p-4">
      {providers.map(({ name, title }) => (
        <Button key={name} disabled={add.isPending || add.isSuccess} onClick={() => add.mutate(name)} data-testid="add-identity">
          Add {title}
        </Button>
      ))}
      <FormError error={add.error} />
    </div>
  );
}

const Waiting = () => (
  <Loading what="ways to sign in">
    <Skeleton className="m-4 h-16" />
  </Loading>
);

function Identities({ found }: { found: Identity[] }) {
  const columns = useColumns(found.length === 1);
  if (found.length === 0) return <p className="p-4 text-ink-2">None yet: you signed in as a development user.</p>;
  return <Table label="Ways to sign in" columns={columns} rows={found} rowKey={({ id }) => id} rowTestId="identity-row" saveAs={null} />;
}

/** At which providers the person signs in; nothing where there are none to sign in at. */
export function IdentitiesCard() {
  const query = useIdentities();
  if (useOfferedProviders().length === 0) return null;
  return (
    <Card title="How you sign in" lead="Any of these leads to you. An e-mail address alone never does." flush>
      <Answered query={query} waiting={<Waiting />}>
        {(found) => <Identities found={found} />}
      </Answered>
      <AddButtons />
    </Card>
  );
}
