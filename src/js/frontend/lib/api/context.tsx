"use client";

import { createContext, useContext, useSyncExternalStore } from "react";

import type { Api } from "@/lib/api/client";
import { type SessionState, UNKNOWN } from "@/lib/api/session";

const ApiContext = createContext<Api | null>(null);

export const ApiProvider = ApiContext.Provider;

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error("useApi needs an ApiProvider above it.");
  return api;
}

export function useSession(): SessionState {
  const { session } = useApi();
  return useSyncExternalStore(session.subscribe, session.state, () => UNKNOWN);
}
