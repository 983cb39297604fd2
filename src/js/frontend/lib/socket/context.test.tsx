import { act, screen } from "@testing-library/react";
import { StrictMode, useEffect } from "react";
import { expect, it, vi } from "vitest";

import { SocketProvider, socketUrl, useSocket, useSocketState } from "@/lib/socket/context";
import { json } from "@/tests/json";
import { answerWith, renderPage } from "@/tests/render";
import { FakeSocket, LIMITS } from "@/tests/sockets";

function Follower({ thread }: { thread: string }) {
  const socket = useSocket();
  const state = useSocketState();
  useEffect(() => socket.follow(thread), [socket, thread]);
  return <p>{state}</p>;
}

function stubSockets(): FakeSocket[] {
  const made: FakeSocket[] = [];
  vi.stubGlobal("WebSocket", function make(url: string) {
    const socket = new FakeSocket(url);
    made.push(socket);
    return socket;
  });
  return made;
}

it("opens one socket, though React runs each effect twice, and closes it with the page", async () => {
  const made = stubSockets();
  answerWith({ "/ws/ticket": () => json({ ticket: "t", expires_in_seconds: 30, limits: LIMITS }, 201) });
  const page = (
    <StrictMode>
      <SocketProvider>
        <Follower thread="t1" />
        <Follower thread="t2" />
      </SocketProvider>
    </StrictMode>
  );
  const { unmount } = renderPage(page);
  await act(() => new Promise((done) => setTimeout(done, 30)));
  expect(made.map(({ url }) => url)).toEqual(["ws://backend/ws?ticket=t"]);
  act(() => made[0]?.open());
  expect(screen.getAllByText("open")).toHaveLength(2);
  expect(made[0]?.saidOf("subscribe")).toHaveLength(2);
  unmount();
  expect(made[0]?.readyState).toBe(3);
});

it("keeps the scheme's safety", () => {
  expect([socketUrl("https://api.example.com"), socketUrl("http://127.0.0.1:8000")]).toEqual(["wss://api.example.com", "ws://127.0.0.1:8000"]);
});
