"use client";

import Link from "next/link";

import { buttonStyle } from "@/components/button";
import { Card } from "@/components/card";
import { SampleNote } from "@/features/overview/sample-note";
import { useProjectId } from "@/features/projects/queries";
import { CachingNowCard } from "@/features/savings/caching-now";
import { WaysOn } from "@/features/savings/ways-on";
import type { PromptCaching } from "@/lib/api/types";
import { counted } from "@/lib/format";

type Excluded = PromptCaching["excluded"];

/** Where what is missing can be sent, or set. */
function Ways({ excluded }: { excluded: Excluded }) {
  const at = `/projects/${useProjectId()}`;
  const lacks = (what: Excluded[number]["lacks"]) => excluded.some((one) => one.lacks === what);
  if (!lacks("prompt") && !lacks("price")) return null;
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Link href={`${at}/imports`} className={buttonStyle()}>
        Import a file
      </Link>
      <Link href={`${at}/imports/live`} className={buttonStyle()}>
        Send live calls
      </Link>
      {lacks("price") && (
        <Link href={`${at}/settings`} className={buttonStyle()}>
          Set an assumed price
        </Link>
      )}
    </div>
  );
}

function ToReplay({ excluded }: { excluded: Excluded }) {
  const calls = excluded.reduce((sum, one) => sum + one.calls, 0);
  const none = calls === 1 ? "This call cannot be replayed" : `None of these ${counted(calls, "call")} can be replayed`;
  return (
    <Card title="What caching could save" lead={`${none}, so this is not known.`} testId="to-replay">
      <ul className="grid gap-2">
        {excluded.map(({ reason, calls, send }) => (
          <li key={reason}>
            {reason} <span className="text-ink-2">({counted(calls, "call")})</span>
            {send !== "" && <span className="block text-sm text-ink-2 wrap-anywhere">{send}</span>}
          </li>
        ))}
      </ul>
      <Ways excluded={excluded} />
    </Card>
  );
}

/** Where nothing can be replayed: what can be asked all the same, what is known of caching, and what to send. */
export function NoReplay({ excluded }: { excluded: Excluded }) {
  return (
    <>
      <SampleNote />
      <WaysOn />
      <CachingNowCard />
      <ToReplay excluded={excluded} />
    </>
  );
}
