/** What the app's socket needs, and what it is asked for. */

import type { SocketTicket } from "@/lib/api/types";
import type { SocketMaker } from "@/lib/socket/link";
import type { Command } from "@/lib/socket/messages";

/** `refused`: whoever is signed in may have no socket, and coming back does not help. */
export type SocketState = "idle" | "connecting" | "open" | "waiting" | "stopped" | "refused";

/** A command that will not be obeyed, and why. */
export interface Refusal {
  command: Command;
  code: string;
  detail: string;
}

export interface SocketOptions {
  /** `ws://host` or `wss://host`, without a path. */
  url: string;
  ticket: () => Promise<SocketTicket>;
  /** Renews the session; false when it is over. */
  renewSession: () => Promise<boolean>;
  make?: SocketMaker;
  random?: () => number;
}
