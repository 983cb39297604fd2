/** The typed clients of the backend and of auth. Nothing else in the frontend makes requests. */

import createClient, { type Client } from "openapi-fetch";

import type { paths as AuthPaths } from "@/generated/auth";
import type { paths as BackendPaths } from "@/generated/backend";
import { offlineError, problemError } from "@/lib/api/errors";
import { Session } from "@/lib/api/session";
import type { RuntimeConfig } from "@/lib/config";

export interface Api {
  config: RuntimeConfig;
  session: Session;
  backend: Client<BackendPaths>;
  auth: Client<AuthPaths>;
  send: (request: Request) => Promise<Response>;
}

async function sendWith(session: Session, request: Request): Promise<Response> {
  const token = await session.token();
  if (token !== null) request.headers.set("Authorization", `Bearer ${token}`);
  return fetch(request).catch((cause: unknown) => {
    if (request.signal.aborted) throw cause;
    throw offlineError(cause);
  });
}

/** Sends with the access token; after a 401 it renews the token and sends once more. */
export function authorizedFetch(session: Session): (request: Request) => Promise<Response> {
  return async (request) => {
    const again = request.clone();
    const response = await sendWith(session, request);
    if (response.status !== 401 || session.state().status !== "signed-in") return response;
    return (await session.refresh()) ? sendWith(session, again) : response;
  };
}

export function createApi(config: RuntimeConfig): Api {
  const session = new Session(config.authUrl);
  const send = authorizedFetch(session);
  return {
    config,
    session,
    send,
    backend: createClient<BackendPaths>({ baseUrl: config.backendUrl, fetch: send }),
    auth: createClient<AuthPaths>({ baseUrl: config.authUrl, fetch: send }),
  };
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; an ApiError for any other. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw problemError(error, response);
  return data as T;
}
