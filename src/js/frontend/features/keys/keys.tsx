"use client";

import { useState } from "react";

import { Answered } from "@/components/answered";
import { Badge } from "@/components/badge";
import { Card } from "@/components/card";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { Page } from "@/features/frame/page";
import { CreateKey, NewKey } from "@/features/keys/create-key";
import { KeyActions } from "@/features/keys/key-actions";
import { useKeys } from "@/features/keys/queries";
import { useZone } from "@/features/projects/queries";
import { SettingsTabs } from "@/features/settings/tabs";
import type { ApiKey, Scope } from "@/lib/api/types";
import * as time from "@/lib/time";

const SCOPE_WORDS: Readonly<Record<Scope, string>> = { ingest: "send", read: "read", manage: "change" };

const isOver = ({ disabled_at, expires_at }: ApiKey) => disabled_at !== null || (expires_at !== null && Date.parse(expires_at) <= Date.now());

function stateOf(key: ApiKey): string {
  if (key.disabled_at !== null) return "Disabled";
  if (isOver(key)) return "Expired";
  return key.replaced_by === null ? "Enabled" : "Replaced";
}

function useColumns(onCreated: (secret: string) => void): Column<ApiKey>[] {
  const zone = useZone();
  const when = (at: string) => <span title={time.exact(at, zone)}>{time.minute(at, zone)}</span>;
  const moment = (at: string | null) => (at === null ? "never" : when(at));
  return [
    { id: "name", title: "Name", cell: ({ name }) => <span className="font-medium">{name}</span>, value: ({ name }) => name },
    { id: "prefix", title: "Begins with", cell: ({ prefix }) => <code>{prefix}…</code>, value: ({ prefix }) => prefix },
    { id: "scopes", title: "May", cell: ({ scopes }) => scopes.map((scope) => SCOPE_WORDS[scope]).join(", "), value: ({ scopes }) => scopes.join(" ") },
    { id: "created", title: "Made", cell: ({ created_at }) => when(created_at), value: ({ created_at }) => created_at },
    { id: "expires", title: "Expires", cell: ({ expires_at }) => moment(expires_at), value: ({ expires_at }) => expires_at },
    { id: "used", title: "Last used", cell: ({ last_used_at }) => moment(last_used_at), value: ({ last_used_at }) => last_used_at },
    { id: "state", title: "State", number: true, value: stateOf, cell: (row) => (isOver(row) ? <Badge tone="unknown">{stateOf(row)}</Badge> : <KeyActions row={row} onCreated={onCreated} />) },
  ];
}

const Waiting = () => (
  <Loading what="keys">
    <Skeleton className="m-4 h-24" />
  </Loading>
);

function List({ onCreated }: { onCreated: (secret: string) => void }) {
  const columns = useColumns(onCreated);
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
      <Card title="New key" lead="A key is for programs. It works in this project and in no other.">
        <div className="grid gap-3">
          <CreateKey onCreated={setSecret} />
          {secret !== null && <NewKey secret={secret} />}
        </div>
      </Card>
      <Card title="Keys" flush>
        <List onCreated={setSecret} />
      </Card>
    </Page>
  );
}
