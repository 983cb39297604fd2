import { expect, it } from "vitest";

import { wordsOf } from "@/features/evidence/words";

it.each([
  ["cost", {}, "Cost. All time"],
  ["cache_write_1h", { agent: ["main" as const] }, "Written to cache, 1 hour. All time, Main agent"],
  ["cost", { model: ["opus", ""], from: "2026-01-12T08:00:00Z" }, /^Cost\. From 12 Jan.* 08:00, opus, Model not recorded$/],
  ["none.cost@model:claude:opus@2", {}, "Cost without caching, claude:opus@2. All time"],
  ["write_5m.saving@session:s1", { agent_name: ["reviewer"] }, "Saving when every prompt is cached for 5 minutes, session s1. All time, reviewer"],
  ["without_caching.today", { model: ["opus"] }, "Cost as billed. All time, opus"],
  ["nothing", {}, "“nothing”. All time"],
  ["write_1h.saving@agent:sub", {}, "Saving when every prompt is cached for 1 hour, Sub-agents. All time"],
])("names %s in words", (figure, query, words) => {
  expect(wordsOf({ figure, of: null, query, options: {} }, "UTC")).toMatch(words);
});
