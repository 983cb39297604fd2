import { NextResponse } from "next/server";

import { serverEnvironment } from "@/lib/server/environment";

export const dynamic = "force-dynamic";

/** Ready when it can tell browsers where the services are. */
export function GET(): NextResponse {
  const { missing } = serverEnvironment();
  const status = missing.length === 0 ? "ok" : "unconfigured";
  return NextResponse.json({ status, missing }, { status: missing.length === 0 ? 200 : 503 });
}
