/** Times in the project's zone. */

type Parts = Record<string, string>;

/** Making a format takes longer than using it hundreds of times. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const format = FORMATS.get(key) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  FORMATS.set(key, format);
  return format;
}

const CLOCK: Intl.DateTimeFormatOptions = {
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
};

const parts = (at: Date, zone: string): Parts =>
  Object.fromEntries(formatFor(zone, CLOCK).formatToParts(at).map(({ type, value }) => [type, value]));

const show = (at: string, zone: string, options: Intl.DateTimeFormatOptions): string =>
  formatFor(zone, options).format(new Date(at));

const YEAR: Intl.DateTimeFormatOptions = { year: "numeric" };

/** With its year where that is not the present one: January may be the last one or ten years back. */
function showNear(at: string, zone: string, options: Intl.DateTimeFormatOptions, now: number): string {
  const isThisYear = show(at, zone, YEAR) === show(new Date(now).toISOString(), zone, YEAR);
  return show(at, zone, isThisYear ? options : { ...options, ...YEAR });
}

export const day = (at: string, zone: string): string =>
  show(at, zone, { day: "numeric", month: "short", year: "numeric" });

export const shortDay = (at: string, zone: string, now: number = Date.now()): string =>
  showNear(at, zone, { day: "numeric", month: "short" }, now);

export const month = (at: string, zone: string): string => show(at, zone, { month: "short", year: "numeric" });

export const minute = (at: string, zone: string, now: number = Date.now()): string =>
  showNear(at, zone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }, now);

export const second = (at: string, zone: string, now: number = Date.now()): string =>
  showNear(at, zone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }, now);

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

/** The instant that a wall clock in `zone` calls `field`; of a time that the clock skipped, the instant after the gap. */
export function fromField(field: string, zone: string): string {
  const wall = Date.parse(`${field}Z`);
  const first = wall - offset(new Date(wall), zone);
  const second = wall - offset(new Date(first), zone);
  const exists = offset(new Date(second), zone) === wall - second;
  return new Date(exists ? second : Math.max(first, second)).toISOString();
}

const A_DAY = 86_400;

/** The begin of the step that is `count` steps after `at`. Days and weeks begin at local midnight, as long as they are. */
export function stepAfter(at: string, count: number, seconds: number, zone: string): string {
  if (seconds < A_DAY) return new Date(Date.parse(at) + count * seconds * 1000).toISOString();
  const date = Date.parse(`${toField(at, zone).slice(0, 10)}T00:00Z`) + count * seconds * 1000;
  return fromField(new Date(date).toISOString().slice(0, 16), zone);
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

/** The zones to choose from; `current` is one of them even if this browser knows it by another name. */
export function zones(current: string): string[] {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
  return known.includes(current) ? known : [current, ...known];
}
