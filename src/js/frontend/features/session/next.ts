/** Where sign-in leads. */

/** Only a path of this site may follow sign-in; read as the browser will read it, which drops tabs and line ends. */
export function safeNext(next: string | null, origin: string): string {
  if (!next?.startsWith("/") || !URL.canParse(next, origin)) return "/";
  const url = new URL(next, origin);
  // `/..//host` is a path of this site that would be read again as another site.
  if (url.origin !== origin || /^\/(\/|sign-in)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

const KEPT = "netra:next";

/** Keeps the way on while this tab is at a provider, who need not know it. */
export const keepNext = (next: string | null): void => window.sessionStorage.setItem(KEPT, next ?? "/");

/** The way on that was kept. */
export const keptNext = (): string => safeNext(window.sessionStorage.getItem(KEPT), window.location.origin);
