"use client";

import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";

import { type Api, unwrap } from "@/lib/api/client";
import type { SocketLimits } from "@/lib/api/types";
import { useApi } from "@/lib/api/context";
import { SocketClient } from "@/lib/socket/client";
import type { SocketState } from "@/lib/socket/options";

const SocketContext = createContext<SocketClient | null>(null);

/** The backend's own address, with the scheme of sockets. */
export const socketUrl = (backendUrl: string): string => backendUrl.replace(/^http/, "ws");

const createSocket = ({ backend, config, session }: Api): SocketClient =>
  new SocketClient({
    url: socketUrl(config.backendUrl),
    ticket: () => unwrap(backend.POST("/ws/ticket")),
    renewSession: () => session.refresh(),
  });

/** One socket for whoever is signed in; it connects when it is first needed. */
export function SocketProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const [socket] = useState(() => createSocket(api));
  useEffect(() => socket.run(), [socket]);
  return <SocketContext value={socket}>{children}</SocketContext>;
}

export function useSocket(): SocketClient {
  const socket = useContext(SocketContext);
  if (socket === null) throw new Error("useSocket needs a SocketProvider above it.");
  return socket;
}

export function useSocketState(): SocketState {
  const socket = useSocket();
  return useSyncExternalStore(socket.onState, socket.state, () => "idle" as const);
}

export function useSocketLimits(): SocketLimits | null {
  const socket = useSocket();
  return useSyncExternalStore(socket.onState, socket.limits, () => null);
}
