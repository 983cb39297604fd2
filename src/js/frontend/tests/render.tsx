/** Renders a component as a page of a project would, with a stand-in for the network. */

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import {
  PathnameContext,
  PathParamsContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { vi } from "vitest";

import { createApi } from "@/lib/api/client";
import { ApiProvider } from "@/lib/api/context";
import { json } from "@/tests/json";

export const PROJECT = "00000000-0000-0000-0000-000000000001";
export const CONFIG = { backendUrl: "http://backend", authUrl: "http://auth", environment: "test" };

/** Answers requests by the first route whose path their address contains. */
export function answerWith(routes: Readonly<Record<string, (request: Request) => Response>>) {
  const answer = vi.fn((input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(typeof input === "string" ? new URL(input, window.location.href) : input, init);
    const found = Object.entries(routes).find(([path]) => request.url.includes(path));
    return Promise.resolve(found ? found[1](request) : json({ title: "No such route" }, 404));
  });
  vi.stubGlobal("fetch", answer);
  return answer;
}

/** The addresses asked for so far. */
export const askedFor = (answer: ReturnType<typeof answerWith>): string[] =>
  answer.mock.calls.map(([input]) => (input instanceof Request ? input.url : String(input)));

interface Page {
  /** The address, from the `?`. */
  search?: string;
  path?: string;
  /** Parameters of the path besides the project. */
  params?: Record<string, string>;
  client?: QueryClient;
  /** Whether the project is known already, as it is for everything inside `Page`. */
  isKnown?: boolean;
}

export const newClient = (): QueryClient => new QueryClient({ defaultOptions: { queries: { retry: false } } });

export function renderPage(page: ReactNode, { search = "", path = `/projects/${PROJECT}/overview`, params = {}, client = newClient(), isKnown = true }: Page = {}) {
  const api = createApi(CONFIG);
  const router = { push: vi.fn(), replace: vi.fn(), back: vi.fn(), forward: vi.fn(), refresh: vi.fn(), prefetch: vi.fn() };
  if (isKnown) client.setQueryData(["project", PROJECT], { id: PROJECT, name: "Shop", time_zone: "UTC", sample: null, calls: 1 });
  window.history.replaceState(null, "", path + search);
  const view = render(
    <QueryClientProvider client={client}>
      <AppRouterContext value={router as never}>
        <ApiProvider value={api}>
          <PathnameContext value={path}>
            <PathParamsContext value={{ projectId: PROJECT, ...params }}>
              <SearchParamsContext value={new URLSearchParams(search)}>{page}</SearchParamsContext>
            </PathParamsContext>
          </PathnameContext>
        </ApiProvider>
      </AppRouterContext>
    </QueryClientProvider>,
  );
  return { ...view, api, client, router };
}
