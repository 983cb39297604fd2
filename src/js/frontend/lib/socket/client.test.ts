import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { event, openOne, setUpSocket, settle } from "@/tests/sockets";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const QUESTION = { thread_id: "t1", run_id: "r1", question: "Where can I save?" };

it("connecting: waits until a thread is followed, then takes a ticket and opens one socket", async () => {
  const { client, sockets, ticket } = setUpSocket();
  expect([client.state(), sockets.length]).toEqual(["idle", 0]);
  client.follow("t1");
  expect(client.state()).toBe("connecting");
  await settle();
  expect(sockets.map(({ url }) => url)).toEqual(["ws://backend/ws?ticket=t1"]);
  sockets[0]?.open();
  expect(client.state()).toBe("open");
  expect(ticket).toHaveBeenCalledTimes(1);
});

it("connecting: opens one socket for two effects that follow at once, and for one that comes twice", async () => {
  const { client, sockets } = setUpSocket();
  client.follow("t1")();
  client.follow("t1");
  client.follow("t2");
  await settle();
  client.follow("t1");
  await settle(1000);
  expect(sockets).toHaveLength(1);
});

it("connecting: says nothing before it is open", async () => {
  const { client, sockets } = setUpSocket();
  client.follow("t1");
  client.startRun(QUESTION);
  await settle();
  expect(sockets[0]?.said).toEqual([]);
  sockets[0]?.open();
  expect(sockets[0]?.said.map(({ type }) => type)).toEqual(["subscribe", "start_run"]);
});

it("connecting: ends for good when it is stopped, and begins again with the next page", async () => {
  const { client, first, sockets } = await openOne();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  const stop = client.run();
  stop();
  first.end(1006);
  await settle(60_000);
  expect([client.state(), sockets.length]).toEqual(["stopped", 1]);
  client.run();
  await settle();
  expect(sockets).toHaveLength(2);
});

it.each([1006, 1012, 1013, 4408])("coming back: waits longer each time after %d, up to 15 s", async (code) => {
  const { client, sockets, first } = await openOne();
  first.end(code);
  expect(client.state()).toBe("waiting");
  await settle(299);
  expect(sockets).toHaveLength(1);
  await settle(1);
  expect(sockets).toHaveLength(2);
  for (const pause of [600, 1200, 2400, 4800, 9600, 15_000, 15_000]) {
    const before = sockets.length;
    sockets.at(-1)?.end(code);
    await settle(pause - 1);
    expect(sockets).toHaveLength(before);
    await settle(1);
    expect(sockets).toHaveLength(before + 1);
  }
});

it("coming back: begins with short waits again after it was open for a while", async () => {
  const { sockets, first } = await openOne();
  first.end(1006);
  await settle(300);
  sockets[1]?.open();
  await settle(5000);
  sockets[1]?.end(1006);
  await settle(300);
  expect(sockets).toHaveLength(3);
});

it("coming back: jitters", async () => {
  const { sockets, first } = await openOne({ random: () => 0 });
  first.end(1006);
  await settle(150);
  expect(sockets).toHaveLength(2);
});

it("coming back: comes back at once when the browser is online again", async () => {
  const { client, sockets, first } = await openOne();
  const page = new EventTarget();
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", new EventTarget());
  client.run();
  first.end(1006);
  page.dispatchEvent(new Event("online"));
  await settle();
  expect(sockets).toHaveLength(2);
});

it("coming back: waits a minute when it was too much for the server, whatever the browser says", async () => {
  const { client, sockets, first } = await openOne();
  first.end(4429);
  client.wake();
  await settle(59_999);
  expect(sockets).toHaveLength(1);
  await settle(1);
  expect(sockets).toHaveLength(2);
});

it("coming back: waits as long as the server asks when there is no ticket", async () => {
  const { ApiError } = await import("@/lib/api/errors");
  const { client, sockets, ticket } = setUpSocket();
  ticket.mockRejectedValueOnce(new ApiError({ status: 503, code: "unavailable", title: "Away", detail: "", retryAfter: 7 }));
  client.follow("t1");
  await settle(6999);
  expect([client.state(), sockets.length]).toEqual(["waiting", 0]);
  await settle(1);
  expect(sockets).toHaveLength(1);
});

it("the session: is renewed before a new ticket when it was over", async () => {
  const { first, renewSession, ticket } = await openOne();
  first.end(4401);
  await settle(300);
  expect(renewSession).toHaveBeenCalledTimes(1);
  expect(renewSession.mock.invocationCallOrder[0]).toBeLessThan(ticket.mock.invocationCallOrder[1] ?? 0);
});

it("the session: stops when it cannot be renewed", async () => {
  const { client, first, sockets, renewSession } = await openOne();
  renewSession.mockResolvedValue(false);
  first.end(4401);
  await settle(60_000);
  expect([client.state(), sockets.length]).toEqual(["stopped", 1]);
});

it("the session: stops when there is no ticket for it and it cannot be renewed", async () => {
  const { ApiError } = await import("@/lib/api/errors");
  const { client, sockets, ticket, renewSession } = setUpSocket();
  ticket.mockRejectedValue(new ApiError({ status: 401, code: "unauthorized", title: "Not signed in", detail: "" }));
  renewSession.mockResolvedValue(false);
  client.follow("t1");
  await settle(60_000);
  expect([client.state(), sockets.length, ticket.mock.calls.length]).toEqual(["stopped", 0, 1]);
});

it("the right to a socket: nobody comes back who may not, until another page begins", async () => {
  const { client, first, sockets, ticket } = await openOne();
  first.end(4403);
  client.wake();
  await settle(60_000);
  expect([client.state(), sockets.length, ticket.mock.calls.length]).toEqual(["refused", 1, 1]);
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  client.run();
  await settle();
  expect(sockets).toHaveLength(2);
});

it("the right to a socket: without one there is no ticket, and no second try", async () => {
  const { ApiError } = await import("@/lib/api/errors");
  const { client, sockets, ticket } = setUpSocket();
  ticket.mockRejectedValue(new ApiError({ status: 403, code: "forbidden", title: "Not allowed", detail: "" }));
  client.follow("t1");
  await settle(60_000);
  expect([client.state(), sockets.length, ticket.mock.calls.length]).toEqual(["refused", 0, 1]);
});

it("the session: gets another socket before the old one ends, without a gap and without an event twice", async () => {
  const { client, first, sockets, heard, renewSession } = await openOne();
  first.hear(event(1));
  first.hear({ v: 1, type: "session_expiring", at: "", payload: { expires_at: "" } });
  await settle();
  expect(renewSession).toHaveBeenCalledTimes(1);
  first.hear(event(2));
  const second = sockets[1];
  second?.open();
  expect([client.state(), first.readyState]).toEqual(["open", 3]);
  expect(second?.said[0]?.payload).toEqual({ thread_id: "t1", cursors: { r1: 2 } });
  second?.hear(event(2));
  second?.hear(event(3));
  expect(heard.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

it("the session: loses nothing when the old socket ends before the new one is open", async () => {
  const { client, first, sockets } = await openOne();
  first.hear({ v: 1, type: "session_expiring", at: "", payload: { expires_at: "" } });
  await settle();
  first.end(4401);
  expect(client.state()).toBe("connecting");
  sockets[1]?.open();
  expect(client.state()).toBe("open");
  await settle(60_000);
  expect(sockets.filter(({ readyState }) => readyState === 1).length).toBeLessThanOrEqual(1);
});

it("the pulse: is felt every 20 s, and without an answer within 10 s the socket is given up", async () => {
  const { client, first, sockets } = await openOne();
  await settle(20_000);
  expect(first.saidOf("ping")).toHaveLength(1);
  first.hear({ v: 1, type: "pong", at: "", payload: { about: null } });
  await settle(20_000);
  expect(first.saidOf("ping")).toHaveLength(2);
  await settle(9999);
  expect(client.state()).toBe("open");
  await settle(1);
  expect([client.state(), first.readyState]).toEqual(["waiting", 3]);
  await settle(300);
  expect(sockets).toHaveLength(2);
});

it("the pulse: is felt at once when the page is looked at again", async () => {
  const { client, first } = await openOne();
  client.wake();
  expect(first.saidOf("ping")).toHaveLength(1);
  await settle(10_000);
  expect(client.state()).toBe("waiting");
});

it("connecting: gives up a handshake that nobody answers", async () => {
  const { client, sockets } = setUpSocket();
  client.follow("t1");
  await settle(15_000);
  expect(client.state()).toBe("waiting");
  await settle(300);
  expect(sockets).toHaveLength(2);
});
