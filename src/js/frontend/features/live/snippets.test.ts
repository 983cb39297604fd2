import { expect, it } from "vitest";

import { KEY_PLACEHOLDER, snippet } from "@/features/live/snippets";

it("is five lines of curl with the address and the key filled in", () => {
  const text = snippet("curl", "http://localhost:8000", "nk_1_secret");
  expect(text.split("\n")).toHaveLength(5);
  expect(text).toContain("http://localhost:8000/v1/traces");
  expect(text).toContain("Bearer nk_1_secret");
});

it("sends JSON once the shell has filled in time and ids", () => {
  const body = /\n {2}-d '(.*)'$/s.exec(snippet("curl", "http://b", "k"))?.[1] ?? "";
  const filled = body.replaceAll(/'\$\(\(NOW\+1\)\)'|'\$NOW'/g, "1767225600").replaceAll(/'\$ID'|'\$\(echo[^)]*\)'/g, "00ff");
  expect(JSON.parse(filled)).toHaveProperty("resourceSpans.0.scopeSpans.0.spans.0.startTimeUnixNano", "1767225600000000000");
});

it("shows where the key goes before there is one", () => {
  expect(snippet("env", "http://b", null)).toContain(KEY_PLACEHOLDER);
});
