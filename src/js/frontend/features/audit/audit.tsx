"use client";

import { Download, ShieldAlert, ShieldCheck } from "lucide-react";

import { Answered } from "@/components/answered";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { LoadMore } from "@/components/load-more";
import { FormError, sayError } from "@/components/say-error";
import { Empty, Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { AuditFilterForm } from "@/features/audit/filters";
import { type ExportFormat, useAudit, useAuditExport, useAuditFilters, useVerifyAudit } from "@/features/audit/queries";
import { actorName, sentence } from "@/features/audit/words";
import { Page } from "@/features/frame/page";
import { useHasRole } from "@/features/members/queries";
import { useZone } from "@/features/projects/queries";
import { SettingsTabs } from "@/features/settings/tabs";
import type { AuditEntry, AuditVerification } from "@/lib/api/types";
import { exactCount } from "@/lib/format";
import * as time from "@/lib/time";
import { browserName } from "@/lib/user-agent";

const SHOWN_OF_DIGEST = 12;

function What({ entry }: { entry: AuditEntry }) {
  const { reason } = entry.details;
  return (
    <span className="flex items-center gap-2" title={typeof reason === "string" ? reason : undefined}>
      {sentence(entry)}
      {entry.result === "refused" && <Badge tone="cost">Refused</Badge>}
    </span>
  );
}

function FromWhere({ entry: { address, user_agent } }: { entry: AuditEntry }) {
  if (address === null) return <span className="text-unknown">removed</span>;
  return (
    <span className="block max-w-56 truncate" title={user_agent ?? ""}>
      {address} <span className="text-ink-2">{browserName(user_agent ?? "")}</span>
    </span>
  );
}

function useColumns(): Column<AuditEntry>[] {
  const zone = useZone();
  return [
    { id: "number", title: "No.", cell: ({ number }) => number },
    { id: "at", title: `Time (${zone})`, className: "whitespace-nowrap", cell: ({ at }) => <span title={time.exact(at, zone)}>{time.second(at, zone)}</span> },
    { id: "who", title: "Who", cell: (entry) => <span className={entry.actor.name === null ? "text-unknown" : "font-medium"}>{actorName(entry)}</span> },
    { id: "what", title: "Did what", cell: (entry) => <What entry={entry} /> },
    { id: "where", title: "From where", cell: (entry) => <FromWhere entry={entry} /> },
  ];
}

function Verified({ found: { entries, intact, first_broken, head } }: { found: AuditVerification }) {
  if (!intact) {
    return (
      <p role="alert" className="flex items-center gap-1.5 text-cost" data-testid="audit-verified">
        <ShieldAlert size={14} aria-hidden className="shrink-0" />
        The log was changed behind our back: from entry {first_broken} on it cannot be trusted.
      </p>
    );
  }
  return (
    <p className="flex items-center gap-1.5 text-ink-2" data-testid="audit-verified" title={head}>
      <ShieldCheck size={14} aria-hidden className="shrink-0 text-saving" />
      <span>
        {entries === 1 ? "1 entry" : `${exactCount(entries)} entries`}, chain intact{entries > 0 && <> (head <code>{head.slice(0, SHOWN_OF_DIGEST)}…</code>)</>}
      </span>
    </p>
  );
}

function Verification() {
  const verify = useVerifyAudit();
  return (
    <div className="flex flex-wrap items-center gap-3 px-4 pb-3 text-sm" aria-live="polite">
      <Button size="small" disabled={verify.isPending} onClick={() => verify.mutate()} data-testid="verify-audit">
        <ShieldCheck size={14} aria-hidden /> {verify.isPending ? "Computing the chain again…" : "Verify the chain"}
      </Button>
      {verify.data && <Verified found={verify.data} />}
      <FormError error={verify.error} />
    </div>
  );
}

function Exports() {
  const save = useAuditExport(useAuditFilters());
  const run = (format: ExportFormat) => save.mutate(format, { onError: (error) => sayError("The log could not be exported", error) });
  return (["csv", "jsonl"] as const).map((format) => (
    <Button key={format} look="quiet" size="small" disabled={save.isPending} onClick={() => run(format)} aria-label={`Export these entries as ${format.toUpperCase()}`}>
      <Download size={14} aria-hidden /> {format.toUpperCase()}
    </Button>
  ));
}

const Waiting = () => (
  <Loading what="the audit log">
    <Skeleton className="m-4 h-48" />
  </Loading>
);

function Entries() {
  const filters = useAuditFilters();
  const query = useAudit(filters);
  const columns = useColumns();
  const none = <Empty title="Nothing matches">No entry is of this kind, name and time.</Empty>;
  return (
    <Answered query={query} waiting={<Waiting />}>
      {({ pages }) => {
        const rows = pages.flatMap(({ entries }) => entries);
        if (rows.length === 0) return none;
        return (
          <div>
            <Table label="Audit log" columns={columns} rows={rows} rowKey={({ number }) => String(number)} rowTestId="audit-row" saveAs={null} />
            <LoadMore pages={query} what="entries" testId="audit-more" />
          </div>
        );
      }}
    </Answered>
  );
}

function Log() {
  return (
    <Card title="Audit log" lead="Who did what, to what and from where, newest first. Each entry is chained to the one before it." flush actions={<Exports />}>
      <Verification />
      <AuditFilterForm />
      <Entries />
    </Card>
  );
}

export function AuditPage() {
  const isAdmin = useHasRole("admin");
  return (
    <Page title="Settings" tabs={<SettingsTabs />}>
      {isAdmin ? <Log /> : <Empty title="For admins">Ask an admin of your organization what the audit log says.</Empty>}
    </Page>
  );
}
