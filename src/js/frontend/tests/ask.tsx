/** Renders a page of Ask for somebody who is signed in; the test is the server behind its socket. */

import { act } from "@testing-library/react";
import type { ReactNode } from "react";
import { vi } from "vitest";

import { AskProvider } from "@/features/ask/context";
import type { RunEvent } from "@/lib/socket/messages";
import { SocketProvider } from "@/lib/socket/context";
import { THREAD } from "@/tests/conversation";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";
import { FakeSocket, LIMITS } from "@/tests/sockets";

const USER = { id: THREAD.owner_id, email: "dana@example.com", name: "Dana", organization: { id: "o", name: "Acme" } };

interface Asked {
  routes?: Parameters<typeof answerWith>[0];
  search?: string;
  params?: Record<string, string>;
  path?: string;
  question_characters?: number;
}

const stubSockets = (): FakeSocket[] => {
  const sockets: FakeSocket[] = [];
  class Made extends FakeSocket {
    constructor(url: string) {
      super(url);
      sockets.push(this);
    }
  }
  vi.stubGlobal("WebSocket", Made);
  return sockets;
};

export async function renderAsk(page: ReactNode, { routes = {}, question_characters = LIMITS.question_characters, ...where }: Asked = {}) {
  const sockets = stubSockets();
  const answer = answerWith({
    "/auth/refresh": () => json({ access_token: "t", expires_in: 900, user: USER }),
    "/ws/ticket": () => json({ ticket: "t", expires_in_seconds: 30, limits: { ...LIMITS, question_characters } }, 201),
    [`${PROJECT}/threads`]: () => json({ threads: [THREAD], next_cursor: null }),
    ...routes,
  });
  const view = renderPage(
    <SocketProvider>
      <AskProvider>{page}</AskProvider>
    </SocketProvider>,
    where,
  );
  await act(() => view.api.session.refresh());
  await act(() => new Promise((done) => setTimeout(done, 10)));
  return { ...view, answer, ...server(() => sockets.at(-1)) };
}

const server = (socket: () => FakeSocket | undefined) => ({
  socket,
  open: () => act(() => socket()?.open()),
  tell: (events: readonly RunEvent[]) =>
    act(async () => {
      for (const event of events) socket()?.hear(event);
      // Screens are told a moment later.
      await new Promise((done) => setTimeout(done, 60));
    }),
});
