import { beforeEach, expect, it, vi } from "vitest";

import { createApi } from "@/lib/api/client";
import { uploadImport } from "@/lib/api/upload";
import { json } from "@/tests/json";

const USER = { id: "u", email: "ada@example.com", name: "Ada", organization: { id: "o", name: "Org" } };
const statuses: number[] = [];
const tokens: (string | undefined)[] = [];

/** The network below an upload: answers each request with the next of `statuses`. */
class Sent {
  readonly upload = { onprogress: null };
  readonly #headers: Record<string, string> = {};
  status = 0;
  responseText = '{"id":"1","detail":"No."}';
  onload: () => void = () => undefined;
  open = vi.fn();
  abort = vi.fn();
  getResponseHeader = () => null;
  setRequestHeader = (name: string, value: string) => {
    this.#headers[name] = value;
  };
  send = () => {
    tokens.push(this.#headers.Authorization);
    this.status = statuses.shift() ?? 201;
    queueMicrotask(() => this.onload());
  };
}

let renewals = 0;

async function signedIn() {
  vi.stubGlobal("XMLHttpRequest", Sent);
  vi.stubGlobal("fetch", () => Promise.resolve(json({ access_token: `t${String((renewals += 1))}`, token_type: "Bearer", expires_in: 900, user: USER })));
  const api = createApi({ backendUrl: "http://backend", authUrl: "http://auth", environment: "test" });
  await api.session.refresh();
  return api;
}

const upload = (signal: AbortSignal) => ({ projectId: "p", file: new File(["{}"], "a.jsonl"), format: "auto", onProgress: vi.fn(), signal });

beforeEach(() => {
  renewals = 0;
  statuses.length = 0;
  tokens.length = 0;
});

it("renews the token once when it is refused, and sends the file again", async () => {
  statuses.push(401, 201);
  await expect(uploadImport(await signedIn(), upload(new AbortController().signal))).resolves.toMatchObject({ id: "1" });
  expect(tokens).toEqual(["Bearer t1", "Bearer t2"]);
});

it("gives up when it is refused again", async () => {
  statuses.push(401, 401, 201);
  await expect(uploadImport(await signedIn(), upload(new AbortController().signal))).rejects.toMatchObject({ status: 401 });
  expect(tokens).toHaveLength(2);
});

it("sends nothing when it was stopped while the token was being renewed", async () => {
  const stopper = new AbortController();
  const sending = uploadImport(await signedIn(), upload(stopper.signal));
  stopper.abort();
  await expect(sending).rejects.toMatchObject({ name: "AbortError" });
  expect(tokens).toEqual([]);
});
