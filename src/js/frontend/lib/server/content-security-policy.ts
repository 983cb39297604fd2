/** What a page may run and whom it may talk to. */

import type { ServerEnvironment } from "@/lib/server/environment";

const socketOf = (address: string): string => address.replace(/^http/, "ws");

/** The Content-Security-Policy of one answer, whose scripts carry the nonce; no other script runs. */
export function contentSecurityPolicy(nonce: string, { backendUrl, authUrl }: ServerEnvironment, isDevelopment: boolean): string {
  const services = [backendUrl, authUrl, socketOf(backendUrl)].filter((address) => address !== "");
  const rules: Record<string, string[]> = {
    "default-src": ["'none'"],
    // Whatever such a script loads is trusted like it; React's development build evaluates text.
    "script-src": [`'nonce-${nonce}'`, "'strict-dynamic'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    // Libraries of ours put style elements into the page, which can show things in another way and run nothing.
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'", ...services],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(rules)
    .map(([rule, sources]) => [rule, ...sources].join(" "))
    .join("; ");
}
