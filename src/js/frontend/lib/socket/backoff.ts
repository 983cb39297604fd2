/** How long to wait before the next try to connect. */

const FIRST_MS = 300;
const LONGEST_MS = 15_000;
/** After having been told to slow down. */
export const FLOOD_MS = 60_000;

/** Doubles with each failed try; jittered by half, so that browsers cut off together do not come back together. */
export function pauseBeforeTry(failed: number, random: () => number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failed, 10));
  return full / 2 + (full / 2) * random();
}
