import type { Thread } from "@/lib/api/types";

export const LONGEST_TITLE = 120;

export const threadName = ({ title }: Pick<Thread, "title">): string => (title === "" ? "Untitled question" : title);
export const threadHref = (projectId: string, threadId: string): string => `/projects/${projectId}/ask/${threadId}`;
