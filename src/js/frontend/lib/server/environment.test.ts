import { expect, it } from "vitest";

import { serverEnvironment } from "@/lib/server/environment";

it("reads the addresses of the services and says which are missing", () => {
  const found = serverEnvironment({ NETRA_BACKEND_URL: "http://localhost:8000/", NETRA_ENV: "test" });
  expect(found).toEqual({ backendUrl: "http://localhost:8000", authUrl: "", environment: "test", missing: ["NETRA_AUTH_URL"] });
});
