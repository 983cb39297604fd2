/** Times in the project's zone. */

type Parts = Record<string, string>;

function parts(at: Date, zone: string): Parts {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

const show = (at: string, zone: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(new Date(at));

export const day = (at: string, zone: string): string =>
  show(at, zone, { day: "numeric", month: "short", year: "numeric" });

export const shortDay = (at: string, zone: string): string =>
  show(at, zone, { day: "numeric", month: "short" });

export const minute = (at: string, zone: string): string =>
  show(at, zone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

export const second = (at: string, zone: string): string =>
  show(at, zone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** To the digit the service gave, with zone, for hovering and copying. */
export const exact = (at: string, zone: string): string => `${show(at, zone, { dateStyle: "full", timeStyle: "long" })} (${at})`;

/** `2026-01-12T09:30` as people type it, in the zone. */
export function toField(at: string, zone: string): string {
  const p = parts(new Date(at), zone);
  return `${p.year ?? ""}-${p.month ?? ""}-${p.day ?? ""}T${p.hour ?? ""}:${p.minute ?? ""}`;
}

function offset(at: Date, zone: string): number {
  const local = Date.parse(`${toField(at.toISOString(), zone)}Z`);
  return local - Math.floor(at.getTime() / 60_000) * 60_000;
}

/** The instant that a wall clock in `zone` calls `field`. */
export function fromField(field: string, zone: string): string {
  const wall = Date.parse(`${field}Z`);
  const first = wall - offset(new Date(wall), zone);
  return new Date(wall - offset(new Date(first), zone)).toISOString();
}

export const before = (at: string, ms: number): string => new Date(Date.parse(at) - ms).toISOString();

export function ago(at: string, now: number = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(at)) / 1000));
  const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (seconds < 60) return format.format(-seconds, "second");
  if (seconds < 3600) return format.format(-Math.round(seconds / 60), "minute");
  if (seconds < 86_400) return format.format(-Math.round(seconds / 3600), "hour");
  return format.format(-Math.round(seconds / 86_400), "day");
}

export const zones = (): string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
