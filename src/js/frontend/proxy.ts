/** Surrounds every page with a policy that lets its own scripts run and no others. */

import { type NextRequest, NextResponse } from "next/server";

import { contentSecurityPolicy } from "@/lib/server/content-security-policy";
import { isDevelopmentBuild, serverEnvironment } from "@/lib/server/environment";

const NONCE_BYTES = 18;
const POLICY = "Content-Security-Policy";

export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString("base64");
  const policy = contentSecurityPolicy(nonce, serverEnvironment(), isDevelopmentBuild());
  // Next reads the nonce of its own scripts from the policy of the request.
  const headers = new Headers(request.headers);
  headers.set(POLICY, policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set(POLICY, policy);
  return response;
}

/** Pages, and what asks for one; files have nothing that runs. */
export const config = { matcher: ["/((?!_next/|health/|config.json|icon.svg).*)"] };
