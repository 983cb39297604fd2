"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { Answered } from "@/components/answered";
import { Badge } from "@/components/badge";
import { CopyButton } from "@/components/copy-button";
import { Drawer } from "@/components/drawer";
import { Fact } from "@/components/fact";
import { Loading, Skeleton } from "@/components/states";
import { type Column, Table } from "@/components/table";
import { CallCost } from "@/features/explore/call-cost";
import { useCall } from "@/features/explore/queries";
import { callsHref, readFilters } from "@/features/filters/filters";
import { agentName, modelName } from "@/features/filters/names";
import { useProject, useProjectId, useZone } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import type { CallDetail, TextPolicy } from "@/lib/api/types";
import { duration, exactCount, exactMoney } from "@/lib/format";
import * as time from "@/lib/time";

const NOT_RECORDED = <span className="text-unknown">not recorded</span>;
const orMissing = (text: string): ReactNode => (text === "" ? NOT_RECORDED : text);

const CACHE_PARTS = [
  ["cache_read", "Read from cache"],
  ["cache_write_5m", "Written, 5 minutes"],
  ["cache_write_1h", "Written, 1 hour"],
] as const;

interface TokenRow {
  name: string;
  value: number | null;
}

const TOKEN_COLUMNS: readonly Column<TokenRow>[] = [
  { id: "name", title: "Bucket", cell: ({ name }) => name, value: ({ name }) => name },
  { id: "value", title: "Tokens", number: true, cell: ({ value }) => (value === null ? NOT_RECORDED : exactCount(value)), value: ({ value }) => value },
];

function tokenRows(usage: CallDetail["usage"]): TokenRow[] {
  return [
    { name: usage.cache_recorded ? "Fresh input" : "Input, fresh and cached together", value: usage.input_fresh },
    ...CACHE_PARTS.map(([key, name]) => ({ name, value: usage.cache_recorded ? usage[key] : null })),
    { name: usage.reasoning_recorded ? "Output text" : "Output", value: usage.output_text },
    { name: "Output reasoning", value: usage.reasoning_recorded ? usage.output_reasoning : null },
  ];
}

function Tokens({ call }: { call: CallDetail }) {
  return (
    <section aria-label="Tokens" className="-mx-5 pt-4">
      <h3 className="px-5 font-semibold">Tokens</h3>
      <Table label="Tokens of the call" columns={TOKEN_COLUMNS} rows={tokenRows(call.usage)} rowKey={({ name }) => name} saveAs={`tokens-${call.call_id}`} />
    </section>
  );
}

const NO_TEXT: Readonly<Record<TextPolicy, string>> = {
  keep: "The log of this call has no text.",
  mask: "The log of this call has no text.",
  drop: "This project does not keep text; only fingerprints are stored.",
};

function Texts({ call }: { call: CallDetail }) {
  const policy = useProject().data?.text_policy ?? "keep";
  const parts = [
    ["Prompt", call.prompt_text],
    ["Answer", call.completion_text],
  ] as const;
  return (
    <section aria-label="Text" className="grid gap-2 pt-4">
      <h3 className="font-semibold">Text</h3>
      {call.prompt_text === null && call.completion_text === null && <p className="text-sm text-ink-2">{NO_TEXT[policy]}</p>}
      {parts.map(
        ([title, text]) =>
          text !== null && (
            <div key={title}>
              <p className="text-sm text-ink-2">{title}</p>
              <p className="max-h-80 overflow-y-auto rounded-md border border-line bg-sunken p-3 text-sm break-words whitespace-pre-wrap">{text}</p>
            </div>
          ),
      )}
    </section>
  );
}

/** Leads to all calls that share something with this one. */
function Others({ choice, value }: { choice: "session" | "user" | "feature"; value: string }) {
  const id = useProjectId();
  if (value === "") return NOT_RECORDED;
  const href = callsHref(id, readFilters(new URLSearchParams()), { [choice]: [value] });
  return (
    <Link href={href} prefetch={false} title={`All calls of this ${choice}`} className="break-all underline decoration-line underline-offset-4 hover:text-accent">
      {value}
    </Link>
  );
}

const whyEstimated = ({ model }: CallDetail): string =>
  model === "" ? "Estimated: at the project's assumed price, as no model was recorded." : "Estimated: the log does not say what was read from cache.";

function Facts({ call }: { call: CallDetail }) {
  const zone = useZone();
  return (
    <dl>
      <Fact term="Cost">
        <b className="font-semibold">
          <CallCost call={call} write={exactMoney} />
        </b>
        {call.cost_kind === "estimated" && <span className="block text-sm text-ink-2">{whyEstimated(call)}</span>}
        {(call.price ?? call.price_id) !== "" && (
          <span className="block text-sm text-ink-2" data-testid="call-price">
            {call.price ?? call.price_id}
          </span>
        )}
      </Fact>
      <Fact term="Started">
        {time.exact(call.started_at, zone)}
        {call.time_basis === "relative" && <span className="block text-sm text-ink-2">Relative in the log, laid on a stated date</span>}
      </Fact>
      <Fact term="Took">{call.duration_ms === null ? NOT_RECORDED : duration(call.duration_ms)}</Fact>
      <Fact term="First token after">{call.ttft_ms === null ? NOT_RECORDED : duration(call.ttft_ms)}</Fact>
      <Fact term="Model">{modelName(call.model)}</Fact>
      <Fact term="Provider">{orMissing(call.provider)}</Fact>
      <Fact term="Agent">{agentName(call.agent)}</Fact>
      <Fact term="Session"><Others choice="session" value={call.session_id} /></Fact>
      <Fact term="User"><Others choice="user" value={call.user_id} /></Fact>
      <Fact term="Feature"><Others choice="feature" value={call.feature} /></Fact>
      <Fact term="Ended by">{call.status === "error" ? call.error_type || "an error" : orMissing(call.stop_reason)}</Fact>
      <Fact term="Came from">
        {call.source}, row {exactCount(call.source_seq)}
      </Fact>
    </dl>
  );
}

const Waiting = () => (
  <Loading what="the call">
    <div className="grid gap-3 p-5">
      {[0, 1, 2, 3, 4, 5, 6, 7].map((line) => (
        <Skeleton key={line} className="h-8" />
      ))}
    </div>
  </Loading>
);

function Body({ callId }: { callId: string }) {
  return (
    <Answered query={useCall(callId)} waiting={<Waiting />}>
      {(call) => (
        <div className="px-5 py-3" data-testid="call-detail">
          {call.status === "error" && <Badge tone="cost">Failed</Badge>}
          <Facts call={call} />
          <Tokens call={call} />
          <Texts call={call} />
        </div>
      )}
    </Answered>
  );
}

/** One call, opened by `?call=` from any page. */
export function CallDrawer() {
  const { params, close } = useAddress();
  const callId = params.get("call");
  if (callId === null) return null;
  return (
    <Drawer title="Call" description={callId} onClose={() => close({ call: null })} actions={<CopyButton text={callId} label="Copy the id of the call" />}>
      <Body callId={callId} />
    </Drawer>
  );
}
