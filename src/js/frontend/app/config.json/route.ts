import { NextResponse } from "next/server";

import { serverEnvironment } from "@/lib/server/environment";

/** Never cached and never part of the build: the same build serves every deployment. */
export const dynamic = "force-dynamic";

export function GET(): NextResponse {
  return NextResponse.json(serverEnvironment(), { headers: { "Cache-Control": "no-store" } });
}
