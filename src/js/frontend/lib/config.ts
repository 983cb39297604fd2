/** Addresses of the services, asked for at run time so that one build serves every deployment. */

import { ApiError, offlineError, problemError } from "@/lib/api/errors";

export interface RuntimeConfig {
  backendUrl: string;
  authUrl: string;
  environment: string;
}

interface ConfigAnswer extends RuntimeConfig {
  missing: string[];
}

function complete({ missing, ...config }: ConfigAnswer): RuntimeConfig {
  if (missing.length === 0) return config;
  throw new ApiError({
    status: 503,
    code: "configuration",
    title: "This server is not configured yet",
    detail: `Set ${missing.join(" and ")} for the frontend and start it again.`,
  });
}

export async function loadConfig(): Promise<RuntimeConfig> {
  const response = await fetch("/config.json", { cache: "no-store" }).catch((cause: unknown) => {
    throw offlineError(cause);
  });
  if (!response.ok) throw problemError(await response.json().catch(() => null), response);
  return complete((await response.json()) as ConfigAnswer);
}
