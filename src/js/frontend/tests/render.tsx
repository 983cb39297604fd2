/** Renders a component as a page of a project would, with a stand-in for the network. */

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
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

/** Answers requests by the first route whose path their address contains. */
export function answerWith(routes: Readonly<Record<string, (request: Request) => Response>>) {
  const answer = vi.fn((input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input, init);
    const found = Object.entries(routes).find(([path]) => request.url.includes(path));
    return Promise.resolve(found ? found[1](request) : json({ title: "No such route" }, 404));
  });
  vi.stubGlobal("fetch", answer);
  return answer;
}

export function renderPage(page: ReactNode, search = "") {
  const api = createApi({ backendUrl: "http://backend", authUrl: "http://auth", environment: "test" });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  window.history.replaceState(null, "", `/projects/${PROJECT}/overview${search}`);
  return render(
    <QueryClientProvider client={client}>
      <ApiProvider value={api}>
        <PathnameContext value={`/projects/${PROJECT}/overview`}>
          <PathParamsContext value={{ projectId: PROJECT }}>
            <SearchParamsContext value={new URLSearchParams(search)}>{page}</SearchParamsContext>
          </PathParamsContext>
        </PathnameContext>
      </ApiProvider>
    </QueryClientProvider>,
  );
}
