"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useState } from "react";
import { Toaster } from "sonner";

import { Problem } from "@/components/states";
import { OfflineBanner } from "@/features/frame/offline-banner";
import { createApi } from "@/lib/api/client";
import { ApiProvider } from "@/lib/api/context";
import { asApiError } from "@/lib/api/errors";
import { loadConfig } from "@/lib/config";

const MOST_TRIES = 3;

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (tries, error) => tries < MOST_TRIES && asApiError(error).isTemporary,
        throwOnError: false,
      },
    },
  });
}

/** Learns the services' addresses, then lets the pages speak to them. */
function Connected({ children }: { children: ReactNode }) {
  const config = useQuery({
    queryKey: ["config"],
    queryFn: async () => createApi(await loadConfig()),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: 1,
  });
  if (config.error) return <Problem error={config.error} onRetry={() => void config.refetch()} />;
  if (!config.data) return null;
  return <ApiProvider value={config.data}>{children}</ApiProvider>;
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
