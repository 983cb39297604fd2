"use client";

import { useState } from "react";

import { Answered } from "@/components/answered";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { Confirm } from "@/components/confirm";
import { sayError } from "@/components/say-error";
import { Page } from "@/features/frame/page";
import { CreateKey, NewKey } from "@/features/keys/create-key";
import { useDisableKey, useKeys } from "@/features/keys/queries";
import { useZone } from "@/features/projects/queries";
import { SettingsTabs } from "@/features/settings/tabs";
import type { ApiKey } from "@/lib/api/types";
import * as time from "@/lib/time";

/** Disabling cannot be taken back. */
function DisableButton({ row }: { row: ApiKey }) {
  const disable = useDisableKey();
  const [isAsking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const confirm = () => disable.mutate(row.id, { onSettled: close, onError: (error) => sayError("The key is still enabled", error) });
  return (
    <>
      <Button look="danger" size="small" onClick={() => setAsking(true)} aria-label={`Disable ${row.name}`}>
        Disable
      </Button>
      {isAsking && (
        <Confirm title={`Disable ${row.name}?`} act="Disable for good" isBusy={disable.isPending} onConfirm={confirm} onClose={close}>
          Whatever sends calls with the key that begins with <code>{row.prefix}</code> is refused from then on. A disabled key cannot be enabled again.
        </Confirm>
      )}
    </>
  );
}

function useColumns(): Column<ApiKey>[] {
  const zone = useZone();
  const when = (at: string) => <span title={time.exact(at, zone)}>{time.minute(at, zone)}</span>;
  return [
    { id: "name", title: "Name", cell: ({ name }) => <span className="font-medium">{name}</span>, value: ({ name }) => name },
    { id: "prefix", title: "Begins with", cell: ({ prefix }) => <code>{prefix}…</code>, value: ({ prefix }) => prefix },
    { id: "created", title: "Made", cell: ({ created_at }) => when(created_at), value: ({ created_at }) => created_at },
    { id: "used", title: "Last used", cell: ({ last_used_at }) => (last_used_at === null ? "never" : when(last_used_at)), value: ({ last_used_at }) => last_used_at },
    {
      id: "state",
      title: "State",
      number: true,
      value: ({ disabled_at }) => (disabled_at === null ? "enabled" : `disabled ${disabled_at}`),
      cell: (row) => (row.disabled_at === null ? <DisableButton row={row} /> : <Badge tone="unknown">Disabled</Badge>),
    },
  ];
}

const Waiting = () => (
  <Loading what="keys">
    <Skeleton className="m-4 h-24" />
  </Loading>
);

function List() {
  const columns = useColumns();
  const none = <p className="px-4 pb-4 text-ink-2">No key yet. One is needed to send live calls.</p>;
  return (
    <Answered query={useKeys()} waiting={<Waiting />}>
      {(keys) => (keys.length === 0 ? none : <Table label="API keys" columns={columns} rows={keys} rowKey={({ id }) => id} rowTestId="key-row" saveAs="api-keys" />)}
    </Answered>
  );
}

export function KeysPage() {
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Page title="Settings" tabs={<SettingsTabs />}>
      <Card title="New key" lead="A key may send calls to this project and nothing else.">
        <div className="grid gap-3">
          <CreateKey onCreated={setSecret} />
          {secret !== null && <NewKey secret={secret} />}
        </div>
      </Card>
      <Card title="Keys" flush>
        <List />
      </Card>
    </Page>
  );
}
