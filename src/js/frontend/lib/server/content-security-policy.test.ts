import { expect, it } from "vitest";

import { contentSecurityPolicy } from "@/lib/server/content-security-policy";

const HERE = { backendUrl: "https://api.example.com", authUrl: "https://auth.example.com", environment: "production", missing: [] };

it("runs no script without the nonce of its answer, and talks to our services alone", () => {
  const rules = contentSecurityPolicy("abc", HERE, false).split("; ");
  expect(rules).toContain("default-src 'none'");
  expect(rules).toContain("script-src 'nonce-abc' 'strict-dynamic'");
  expect(rules).toContain("connect-src 'self' https://api.example.com https://auth.example.com wss://api.example.com");
  expect(rules).toContain("frame-ancestors 'none'");
});

it("says nothing about services that are not known yet", () => {
  const rules = contentSecurityPolicy("abc", { ...HERE, backendUrl: "", authUrl: "" }, false).split("; ");
  expect(rules).toContain("connect-src 'self'");
});
