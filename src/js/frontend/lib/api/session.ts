/** Who is signed in. The access token lives here, in memory, and nowhere else. */

import { type ApiError, asApiError, offlineError, problemError } from "@/lib/api/errors";
import type { Provider, SignedIn, SignInStarted, SignOutStarted, User } from "@/lib/api/types";

export type SessionState =
  | { status: "unknown"; user: null }
  /** `left`: someone chose to sign out, here or in another tab; otherwise the session ran out. `onwards`: to sign out there too. */
  | { status: "signed-out"; user: null; left: boolean; onwards?: string }
  /** `signOutAt`: the provider that one can sign out at too. */
  | { status: "signed-in"; user: User; signOutAt: Provider | null };

/** A token this close to its end is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;
export const UNKNOWN: SessionState = { status: "unknown", user: null };
/** Where the tabs of this browser tell each other that someone signed out. */
const TABS = "netra:signed-out";

export class Session {
  readonly #authUrl: string;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #token: string | null = null;
  #expiresAt = 0;
  #state: SessionState = UNKNOWN;
  #refreshing: Promise<boolean> | null = null;
  /** Auth has asked to wait; until then it is not asked again. */
  #asked: { error: ApiError; until: number } | null = null;

  constructor(authUrl: string, now: () => number = Date.now) {
    this.#authUrl = authUrl;
    this.#now = now;
  }

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A token to send now, renewed first when it is about to end; null when signed out. */
  async token(): Promise<string | null> {
    const endsSoon = this.#now() > this.#expiresAt - RENEW_BEFORE_MS;
    if (this.#token !== null && endsSoon) {
      await this.refresh().catch((error: unknown) => {
        // Good for some seconds more: whoever works goes on while auth is away or asks to wait.
        if (!asApiError(error).isTemporary || this.#now() >= this.#expiresAt) throw error;
      });
    }
    return this.#token;
  }

  /** Renews by the cookie. Callers that arrive together share one request. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async signIn(userId: string): Promise<void> {
    this.#accept(await this.#told<SignedIn>("/auth/dev/login", { user_id: userId }));
  }

  /** The address of a provider to send this browser to. */
  async signInAt(provider: string): Promise<string> {
    const path = `/auth/oauth/${encodeURIComponent(provider)}/start`;
    return (await this.#told<SignInStarted>(path)).authorization_url;
  }

  /** Signs in by the code with which a provider's answer came back to this browser; it is good once. */
  async complete(code: string): Promise<void> {
    this.#accept(await this.#told<SignedIn>("/auth/oauth/complete", { code }));
  }

  async signOut(): Promise<void> {
    const response = await this.#post("/auth/logout");
    if (!response.ok) throw problemError(await response.json().catch(() => null), response);
    this.#leave();
  }

  /** Signs out here and in all tabs, and sends this one on to sign out at the provider. */
  async signOutAtProvider(): Promise<void> {
    this.#leave((await this.#told<SignOutStarted>("/auth/logout/provider")).sign_out_url);
  }

  /** Signs out here when another tab does, until the function returned is called. */
  readonly followOtherTabs = (): (() => void) => {
    const tabs = new BroadcastChannel(TABS);
    tabs.onmessage = () => this.#forget({ left: true });
    return () => tabs.close();
  };

  async #renew(): Promise<boolean> {
    if (this.#asked !== null && this.#now() < this.#asked.until) throw this.#asked.error;
    const response = await this.#post("/auth/refresh");
    if (response.status === 401 || response.status === 403) {
      this.#forget({ left: false });
      return false;
    }
    if (!response.ok) {
      const error = problemError(await response.json().catch(() => null), response);
      this.#asked = { error, until: this.#now() + 1000 * (error.retryAfter ?? 0) };
      throw error;
    }
    this.#accept((await response.json()) as SignedIn);
    return true;
  }

  async #told<T>(path: string, body?: object): Promise<T> {
    const response = await this.#post(path, body);
    if (!response.ok) throw problemError(await response.json().catch(() => null), response);
    return (await response.json()) as T;
  }

  #post(path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { "X-Netra-Csrf": "1" };
    if (body) headers["Content-Type"] = "application/json";
    return fetch(this.#authUrl + path, {
      method: "POST",
      credentials: "include",
      headers,
      body: body ? JSON.stringify(body) : undefined,
    }).catch((cause: unknown) => {
      throw offlineError(cause);
    });
  }

  #accept(answer: SignedIn): void {
    this.#asked = null;
    this.#token = answer.access_token;
    this.#expiresAt = this.#now() + answer.expires_in * 1000;
    this.#change({ status: "signed-in", user: answer.user, signOutAt: answer.sign_out_at });
  }

  /** Somebody has chosen to go. */
  #leave(onwards?: string): void {
    this.#forget({ left: true, onwards });
    const tabs = new BroadcastChannel(TABS);
    tabs.postMessage(null);
    tabs.close();
  }

  #forget({ left, onwards }: { left: boolean; onwards?: string }): void {
    this.#token = null;
    this.#change({ status: "signed-out", user: null, left, onwards });
  }

  #change(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
