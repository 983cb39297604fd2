"use client";

import type { SubmitEvent } from "react";

import { Button } from "@/components/button";
import { Field } from "@/components/field";
import { type AuditFilters, useAuditFilters } from "@/features/audit/queries";
import { ACTIONS, TITLES } from "@/features/audit/words";
import { useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import * as time from "@/lib/time";

const NONE = { action: null, text: null, from: null, to: null };

function Times({ filters, zone }: { filters: AuditFilters; zone: string }) {
  const shown = (at: string | undefined) => (at === undefined || Number.isNaN(Date.parse(at)) ? "" : time.toField(at, zone));
  return (
    <>
      <Field label={`From (${zone})`} className="min-w-44">
        {(ids) => <input {...ids} type="datetime-local" name="from" defaultValue={shown(filters.from)} />}
      </Field>
      <Field label="Before" className="min-w-44">
        {(ids) => <input {...ids} type="datetime-local" name="to" defaultValue={shown(filters.to)} />}
      </Field>
    </>
  );
}

function WhatAndWho({ filters }: { filters: AuditFilters }) {
  return (
    <>
      <Field label="What" className="min-w-48">
        {(ids) => (
          <select {...ids} name="action" defaultValue={filters.action?.[0] ?? ""}>
            <option value="">Everything</option>
            {ACTIONS.map((action) => (
              <option key={action} value={action}>
                {TITLES[action]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Name" className="min-w-48 flex-1">
        {(ids) => <input {...ids} name="text" maxLength={100} autoComplete="off" defaultValue={filters.text ?? ""} />}
      </Field>
    </>
  );
}

/** Which entries to show; kept in the address. */
export function AuditFilterForm() {
  const filters = useAuditFilters();
  const zone = useZone();
  const { set } = useAddress();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const value = (name: string) => (said.get(name) as string).trim() || null;
    const moment = (name: string) => {
      const typed = value(name);
      return typed === null ? null : time.fromField(typed, zone);
    };
    set({ action: value("action"), text: value("text"), from: moment("from"), to: moment("to") });
  };
  return (
    // Made anew for each address, so that Back shows what was asked for then.
    <form key={JSON.stringify(filters)} onSubmit={submit} aria-label="Filter the audit log" className="flex flex-wrap items-end gap-2 px-4 pb-4">
      <WhatAndWho filters={filters} />
      <Times filters={filters} zone={zone} />
      <Button type="submit" look="primary" size="tall" data-testid="audit-show">
        Show
      </Button>
      {Object.keys(filters).length > 0 && (
        <Button size="tall" onClick={() => set(NONE)}>
          Show everything
        </Button>
      )}
    </form>
  );
}
