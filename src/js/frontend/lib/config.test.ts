import { expect, it, vi } from "vitest";

import { loadConfig } from "@/lib/config";
import { json } from "@/tests/json";

const answer = (response: Response) => vi.stubGlobal("fetch", () => Promise.resolve(response));

it("takes a failure of the server for one, not for a configuration", async () => {
  answer(new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "x-request-id": "req_5" } }));
  await expect(loadConfig()).rejects.toMatchObject({ status: 502, requestId: "req_5", isTemporary: true });
});

it("names what is missing", async () => {
  answer(json({ backendUrl: "", authUrl: "http://auth", environment: "test", missing: ["NETRA_BACKEND_URL"] }));
  await expect(loadConfig()).rejects.toMatchObject({ code: "configuration", detail: expect.stringContaining("NETRA_BACKEND_URL") as string });
});
