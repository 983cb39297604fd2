"use client";

import clsx from "clsx";

import { Card } from "@/components/card";
import { SaveCsv } from "@/components/save-csv";
import { FigureDoor } from "@/features/evidence/figure";
import { BUCKET_NAMES } from "@/features/evidence/words";
import type { Bucket, Overview } from "@/lib/api/types";
import { percent, ratioOf, sumOf } from "@/lib/format";

const FILLS: Readonly<Record<Bucket["bucket"], string>> = {
  input_fresh: "bg-(--s1)",
  cache_read: "bg-(--s3)",
  cache_write_5m: "bg-(--s2)",
  cache_write_1h: "bg-(--s4)",
  output_text: "bg-(--s5)",
  output_reasoning: "bg-(--s6)",
};

function Row({ bucket, total }: { bucket: Bucket; total: string }) {
  const title = BUCKET_NAMES[bucket.bucket];
  const { value } = bucket.tokens;
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 gap-y-1 py-1.5">
      <span className="text-sm">{title}</span>
      <span className="text-right text-sm">
        <FigureDoor figure={bucket.tokens} label={title} testId={`bucket-${bucket.bucket}`} />
        {value !== null && <span className="ml-2 inline-block w-13 text-xs whitespace-nowrap text-ink-2">{percent(value, total)}</span>}
      </span>
      <span className={clsx("col-span-2 block h-1.5 rounded-xs", value === null ? "hatch" : "bg-sunken")} aria-hidden>
        {value !== null && (
          <span className={clsx("block h-1.5 rounded-xs", FILLS[bucket.bucket])} style={{ width: `${String(100 * ratioOf(value, total))}%` }} />
        )}
      </span>
    </li>
  );
}

function lead(buckets: readonly Bucket[]): string {
  const reading = buckets.find(({ bucket }) => bucket === "cache_read");
  return reading?.tokens.value === null ? "Cache use not recorded: all input is counted as fresh." : "Each token is in one bucket; percentages are of all tokens.";
}

const csvRow = ({ bucket, tokens }: Bucket) => [bucket, tokens.value, tokens.kind];

export function Buckets({ overview }: { overview: Overview }) {
  const total = sumOf(overview.buckets.map(({ tokens }) => tokens.value ?? "0"));
  return (
    <Card title="Tokens by bucket" lead={lead(overview.buckets)} testId="buckets" actions={<SaveCsv name="buckets" what="tokens by bucket" head={["bucket", "tokens", "kind"]} rows={() => overview.buckets.map(csvRow)} />}>
      <ul>
        {overview.buckets.map((bucket) => (
          <Row key={bucket.bucket} bucket={bucket} total={total} />
        ))}
      </ul>
    </Card>
  );
}
