"use client";

import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useSearchParams } from "next/navigation";

import { FormError } from "@/components/say-error";
import { keepNext } from "@/features/session/next";
import { useApi } from "@/lib/api/context";
import type { AuthConfig } from "@/lib/api/types";

type Provider = AuthConfig["providers"][number];

function useSignInAt() {
  const { session } = useApi();
  const next = useSearchParams().get("next");
  return useMutation({
    mutationFn: (provider: string) => session.signInAt(provider),
    onSuccess: (address) => {
      keepNext(next);
      window.location.assign(address);
    },
  });
}

/** The providers to sign in at. Once one is chosen, all wait: this page is about to be left. */
export function ProviderButtons({ providers }: { providers: readonly Provider[] }) {
  const signIn = useSignInAt();
  const isLeaving = signIn.isPending || signIn.isSuccess;
  return (
    <div className="grid gap-3">
      {providers.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          onClick={() => signIn.mutate(name)}
          disabled={isLeaving}
          data-testid="sign-in-provider"
          className="flex w-full items-center justify-center gap-2 rounded-lg border border-line bg-surface p-3 font-medium hover:border-accent hover:bg-accent-soft disabled:opacity-60"
        >
          <KeyRound size={16} aria-hidden className="text-ink-3" />
          {isLeaving && signIn.variables === name ? `Going to ${title}…` : `Continue with ${title}`}
        </button>
      ))}
      <FormError error={signIn.error} />
    </div>
  );
}
