/** What browser and server say to each other over the socket. */

import type { components } from "@/generated/events";
import type { Read } from "@/lib/api/types";

type Events = components["schemas"];

export type ServerMessage = Read<Events["ServerMessages"]["message"]>;
export type ControlMessage = Extract<ServerMessage, { type: "error" | "pong" | "session_expiring" }>;
/** What happened in a run; numbered from 1 within it. */
export type RunEvent = Exclude<ServerMessage, ControlMessage>;
export type AgentName = Read<Events["AgentName"]>;
export type EventProblem = Read<Events["EventProblem"]>;
export type StartRun = Omit<Events["StartRun"], "chosen"> & { chosen?: Events["ChosenOption"] | null };
export type Cursors = Record<string, number>;

interface Outgoing {
  start_run: StartRun;
  cancel_run: Events["CancelRun"];
  subscribe: Events["Subscribe"];
  ping: Record<string, never>;
}

export type ClientMessage = { [Type in keyof Outgoing]: { v: 1; type: Type; id: string; payload: Outgoing[Type] } }[keyof Outgoing];
/** What has to be obeyed once, however often the connection breaks. */
export type Command = Extract<ClientMessage, { type: "start_run" | "cancel_run" }>;

/** A message of the server; null for what is none, such as one of a newer server. */
export function readMessage(text: unknown): ServerMessage | null {
  if (typeof text !== "string") return null;
  try {
    const message = JSON.parse(text) as Partial<ServerMessage> | null;
    return message?.v === 1 && typeof message.type === "string" && typeof message.payload === "object" ? (message as ServerMessage) : null;
  } catch {
    return null;
  }
}

export const isRunEvent = (message: ServerMessage): message is RunEvent => "seq" in message;

const ENDS: readonly RunEvent["type"][] = ["run_completed", "run_failed", "run_cancelled"];
/** Whether nothing comes behind this event in its run. */
export const isEnd = ({ type }: RunEvent): boolean => ENDS.includes(type);
