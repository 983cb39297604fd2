/** The only module that reads the environment; it runs on the server, per request. */

export interface ServerEnvironment {
  backendUrl: string;
  authUrl: string;
  environment: string;
  missing: string[];
}

const REQUIRED = ["NETRA_BACKEND_URL", "NETRA_AUTH_URL"] as const;

export function serverEnvironment(
  source: Readonly<Record<string, string | undefined>> = process.env,
): ServerEnvironment {
  const address = (name: string) => (source[name] ?? "").trim().replace(/\/+$/, "");
  return {
    backendUrl: address("NETRA_BACKEND_URL"),
    authUrl: address("NETRA_AUTH_URL"),
    environment: source.NETRA_ENV ?? "development",
    missing: REQUIRED.filter((name) => address(name) === ""),
  };
}

/** Whether the pages are served by `next dev`, whose scripts evaluate text. */
export const isDevelopmentBuild = (): boolean => process.env.NODE_ENV === "development";
