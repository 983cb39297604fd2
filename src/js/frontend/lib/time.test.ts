import { describe, expect, it } from "vitest";

import * as time from "@/lib/time";

describe("times in a zone", () => {
  it.each(["UTC", "Europe/Zurich", "America/New_York", "Asia/Kolkata"])("reads back in %s what it wrote", (zone) => {
    const at = "2026-07-14T09:30:00.000Z";
    expect(time.fromField(time.toField(at, zone), zone)).toBe(at);
  });

  it("knows both sides of a change of the clock", () => {
    expect(time.fromField("2026-03-29T01:30", "Europe/Zurich")).toBe("2026-03-29T00:30:00.000Z");
    expect(time.fromField("2026-03-29T03:30", "Europe/Zurich")).toBe("2026-03-29T01:30:00.000Z");
  });

  it("says how long ago", () => {
    const now = Date.parse("2026-01-01T01:00:00Z");
    expect(time.ago("2026-01-01T00:59:57Z", now)).toBe("3 seconds ago");
    expect(time.ago("2026-01-01T00:58:00Z", now)).toBe("2 minutes ago");
  });
});
