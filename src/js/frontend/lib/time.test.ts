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

  it("takes a time that the clock skipped for the first one after it", () => {
    expect(time.fromField("2026-03-29T02:30", "Europe/Zurich")).toBe("2026-03-29T01:30:00.000Z");
    expect(time.fromField("2018-11-04T00:00", "America/Sao_Paulo")).toBe("2018-11-04T03:00:00.000Z");
  });
});

describe("years and steps", () => {
  it("says the year only when it is another one", () => {
    const now = Date.parse("2026-03-01T00:00:00Z");
    expect(time.minute("2026-01-12T08:00:00Z", "UTC", now)).toBe("12 Jan, 08:00");
    expect(time.minute("2025-01-12T08:00:00Z", "UTC", now)).toBe("12 Jan 2025, 08:00");
    expect(time.shortDay("2025-12-31T23:30:00Z", "Europe/Zurich", now)).toBe("1 Jan");
  });

  it("steps by days of the zone, also over a change of the clock", () => {
    const zone = "Europe/Zurich";
    expect(time.stepAfter("2026-03-27T23:00:00Z", 1, 86_400, zone)).toBe("2026-03-28T23:00:00.000Z");
    expect(time.stepAfter("2026-03-27T23:00:00Z", 2, 86_400, zone)).toBe("2026-03-29T22:00:00.000Z");
    expect(time.stepAfter("2026-03-22T23:00:00Z", 1, 604_800, zone)).toBe("2026-03-29T22:00:00.000Z");
    expect(time.stepAfter("2026-03-29T00:00:00Z", 2, 3600, zone)).toBe("2026-03-29T02:00:00.000Z");
  });
});
