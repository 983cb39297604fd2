"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { Toaster } from "sonner";

import { Problem } from "@/components/states";
import { OfflineBanner } from "@/features/frame/offline-banner";
import { createApi } from "@/lib/api/client";
import { ApiProvider } from "@/lib/api/context";
import { mustRetry, pauseBefore } from "@/lib/api/retry";
import { loadConfig, type RuntimeConfig } from "@/lib/config";

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: mustRetry,
        retryDelay: pauseBefore,
        throwOnError: false,
      },
    },
  });
}

/** One api for as long as the page lives: a second one would know nobody who is signed in. */
function Served({ config, children }: { config: RuntimeConfig; children: ReactNode }) {
  const [api] = useState(() => createApi(config));
  useEffect(() => api.session.followOtherTabs(), [api]);
  return <ApiProvider value={api}>{children}</ApiProvider>;
}

/** Learns the services' addresses, then lets the pages speak to them. */
export function Connected({ children }: { children: ReactNode }) {
  const config = useQuery({ queryKey: ["config"], queryFn: loadConfig, staleTime: Infinity, gcTime: Infinity, retry: 1 });
  if (config.data) return <Served config={config.data}>{children}</Served>;
  return config.error ? <Problem error={config.error} onRetry={() => void config.refetch()} /> : null;
}

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <OfflineBanner />
      <Connected>{children}</Connected>
      <Toaster
        position="bottom-right"
        offset={20}
        mobileOffset={72}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              "flex w-[356px] max-w-full items-start gap-3 rounded-lg border border-line bg-surface p-3 text-sm text-ink shadow-high",
            description: "text-ink-2",
            actionButton: "ml-auto shrink-0 rounded-md px-2 py-1 font-medium text-accent hover:bg-accent-soft",
          },
        }}
      />
    </QueryClientProvider>
  );
}
