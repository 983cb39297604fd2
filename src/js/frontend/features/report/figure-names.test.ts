import { expect, it } from "vitest";

import { figureName } from "@/features/report/figure-names";

const of = (id: string, query: string | null = null) => ({ id, evidence: query === null ? null : `/api/projects/x/evidence?figure=${id}${query}` });

it.each([
  [of("cost", "&provider=aws.bedrock&feature=meeting-notes"), "part_0", "Cost of meeting-notes, aws.bedrock"],
  [of("cost", "&feature=search&from=2026-11-13T00%3A00%3A00Z"), "lead_before", "Cost of search, before"],
  [of("cost"), "whole", "Cost, in all"],
  [of("cost.share"), "share", "Share of cost"],
  [of("without_caching.saving.share"), "ratio", "Share of saved by caching"],
  [of("cost.per_session"), "average", "Cost on average"],
  [of("users.per_day"), "average", "Users on average"],
  [of("users.median"), "median", "Median of users"],
  [of("slow_calls.correlation.duration.output"), "duration_output", "Rank correlation of duration and output"],
  [of("slow_calls.per_100_tokens"), "per_100", "Time of 100 output tokens"],
  [of("cost_change.feature"), "lead", "Change of the cost"],
  [of("cost.per_call.change"), "change", "Change"],
  [of("cost.per_call.change.share"), "ratio", "Change as a share"],
  [of("cost.extra"), "extra", "Cost above that of before"],
  [of("alternative.cost@aws/nova.v1"), "then_0", "Cost at aws/nova.v1"],
  [of("batch.saving.unlinked"), "saved_0", "Saving in batches"],
  [of("input.p95"), "p95", "95 of 100 calls stay below, input"],
  [of("oversized.input.excess"), "excess", "Oversized input excess"],
  [of("constructor"), "part_3", "Constructor"],
])("names %o, which the sentence calls %s, for those who hear it", (figure, placeholder, name) => {
  expect(figureName(figure, placeholder)).toBe(name);
});
