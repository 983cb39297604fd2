import { beforeEach, expect, it, vi } from "vitest";

import { createApi, unwrap } from "@/lib/api/client";
import { ApiError } from "@/lib/api/errors";
import { Session } from "@/lib/api/session";
import { json } from "@/tests/json";

const CONFIG = { backendUrl: "http://backend", authUrl: "http://auth", environment: "test" };
const USER = { id: "u", email: "ada@example.com", name: "Ada", organization: { id: "o", name: "Org" } };

type Answer = (request: Request) => Response;
let refreshes = 0;

function signedIn(expiresIn = 900): Response {
  refreshes += 1;
  return json({ access_token: `token-${String(refreshes)}`, token_type: "Bearer", expires_in: expiresIn, user: USER });
}

function network(answers: { backend: Answer; refresh?: () => Response }) {
  const send = vi.fn((input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const isAuth = request.url.startsWith("http://auth");
    return Promise.resolve(isAuth ? (answers.refresh ?? signedIn)() : answers.backend(request));
  });
  vi.stubGlobal("fetch", send);
  return send;
}

const bearer = (request: Request) => request.headers.get("authorization");

beforeEach(() => {
  refreshes = 0;
});

it("sends the token it got from the cookie", async () => {
  network({ backend: (request) => json([bearer(request)]) });
  const api = createApi(CONFIG);
  await api.session.refresh();
  expect(await unwrap(api.backend.GET("/api/projects"))).toEqual(["Bearer token-1"]);
});

it("renews once for many requests that were refused together, and repeats each", async () => {
  network({ backend: (request) => (bearer(request) === "Bearer token-1" ? json({}, 401) : json([bearer(request)])) });
  const api = createApi(CONFIG);
  await api.session.refresh();
  const answers = await Promise.all([1, 2, 3].map(() => unwrap(api.backend.GET("/api/projects"))));
  expect(answers).toEqual([["Bearer token-2"], ["Bearer token-2"], ["Bearer token-2"]]);
  expect(refreshes).toBe(2);
});

it("repeats a body too", async () => {
  const bodies: unknown[] = [];
  const backend: Answer = (request) => {
    void request.json().then((body) => bodies.push(body));
    return bearer(request) === "Bearer token-1" ? json({}, 401) : json({}, 201);
  };
  network({ backend });
  const api = createApi(CONFIG);
  await api.session.refresh();
  await unwrap(api.backend.POST("/api/projects", { body: { name: "New" } as never }));
  await vi.waitFor(() => expect(bodies).toEqual([{ name: "New" }, { name: "New" }]));
});

it("renews a token before it ends", async () => {
  network({ backend: (request) => json([bearer(request)]), refresh: () => signedIn(20) });
  const api = createApi(CONFIG);
  await api.session.refresh();
  expect(await unwrap(api.backend.GET("/api/projects"))).toEqual(["Bearer token-2"]);
});

it("is signed out when the cookie is refused, and not when auth is away", async () => {
  const api = createApi(CONFIG);
  network({ backend: () => json({}), refresh: () => json({ title: "Down" }, 503) });
  await expect(api.session.refresh()).rejects.toThrow(ApiError);
  expect(api.session.state().status).toBe("unknown");
  network({ backend: () => json({}), refresh: () => json({}, 401) });
  expect(await api.session.refresh()).toBe(false);
  expect(api.session.state().status).toBe("signed-out");
});

it("goes on with its token while auth asks to wait, and does not ask before", async () => {
  let now = 0;
  const session = new Session("http://auth", () => now);
  network({ backend: () => json({}) });
  await session.refresh();
  const wait = () => json({ title: "Too many requests", detail: "Too many tries: again in 60 s.", code: "too_many" }, 429, { "retry-after": "60" });
  const asked = network({ backend: () => json({}), refresh: wait });
  now = 880_000;
  expect(await session.token()).toBe("token-1");
  expect(await session.token()).toBe("token-1");
  expect(asked).toHaveBeenCalledTimes(1);
  expect(session.state().status).toBe("signed-in");
  now = 900_000;
  await expect(session.token()).rejects.toMatchObject({ status: 429, retryAfter: 60, detail: "Too many tries: again in 60 s." });
  expect(session.state().status).toBe("signed-in");
  network({ backend: () => json({}) });
  now = 940_000;
  expect(await session.token()).toBe("token-2");
});

it("says when to sign in again after too many tries", async () => {
  const api = createApi(CONFIG);
  network({ backend: () => json({}), refresh: () => json({ title: "Too many requests", detail: "Too many tries: again in 12 s.", code: "too_many" }, 429, { "retry-after": "12" }) });
  await expect(api.session.signIn("u")).rejects.toMatchObject({ detail: "Too many tries: again in 12 s.", retryAfter: 12 });
});

it("turns a problem into a typed error with the request to name", async () => {
  const problem = { title: "Too many", detail: "Wait a little.", code: "too_many", request_id: "req_1" };
  network({ backend: () => json(problem, 429, { "retry-after": "7" }) });
  const error: unknown = await unwrap(createApi(CONFIG).backend.GET("/api/projects")).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ status: 429, code: "too_many", detail: "Wait a little.", requestId: "req_1", retryAfter: 7, isTemporary: true });
});

it("says that the server cannot be reached", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(unwrap(createApi(CONFIG).backend.GET("/api/projects"))).rejects.toMatchObject({ status: 0, code: "unreachable" });
});
