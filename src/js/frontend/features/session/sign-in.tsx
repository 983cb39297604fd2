"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";

import { Answered } from "@/components/answered";
import { Logo } from "@/components/logo";
import { Note } from "@/components/note";
import { FormError } from "@/components/say-error";
import { Loading, Skeleton } from "@/components/states";
import { safeNext } from "@/features/session/next";
import { ProviderButtons } from "@/features/session/providers";
import { useAuthConfig } from "@/features/session/queries";
import { useApi } from "@/lib/api/context";
import type { AuthConfig } from "@/lib/api/types";

type DevUser = AuthConfig["dev_users"][number];

function useSignIn() {
  const { session } = useApi();
  const router = useRouter();
  const next = useSearchParams().get("next");
  return useMutation({
    mutationFn: (userId: string) => session.signIn(userId),
    onSuccess: () => router.replace(safeNext(next, window.location.origin)),
  });
}

const initials = (name: string) =>
  name
    .split(" ")
    .map((word) => word.charAt(0))
    .join("");

function UserButton({ user, onChoose, disabled }: { user: DevUser; onChoose: () => void; disabled: boolean }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      disabled={disabled}
      data-testid="sign-in-user"
      className="group flex w-full items-center gap-3 rounded-lg border border-line bg-surface p-3 text-left hover:border-accent hover:bg-accent-soft disabled:opacity-60"
    >
      <span aria-hidden className="grid size-9 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-strong">
        {initials(user.name)}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{user.name}</span>
        <span className="block truncate text-sm text-ink-2">{user.email}</span>
      </span>
      <ArrowRight size={16} aria-hidden className="text-ink-3 group-hover:text-accent" />
    </button>
  );
}

/** Every way to sign in that there is here. */
function Ways({ config }: { config: AuthConfig }) {
  if (!config.dev_login && config.providers.length === 0) {
    return (
      <Note>
        No way to sign in is configured in <b>{config.environment}</b>. Whoever runs this installation gives the auth
        service a provider: AUTH_GOOGLE_CLIENT_ID, AUTH_GITHUB_CLIENT_ID or AUTH_OIDC_ISSUER, each with its secret.
      </Note>
    );
  }
  return (
    <div className="grid gap-6">
      {config.providers.length > 0 && <ProviderButtons providers={config.providers} />}
      {config.dev_login && <DevelopmentUsers config={config} />}
    </div>
  );
}

function DevelopmentUsers({ config }: { config: AuthConfig }) {
  const signIn = useSignIn();
  return (
    <div className="grid gap-3">
      {config.dev_users.map((user) => (
        <UserButton key={user.id} user={user} disabled={signIn.isPending} onChoose={() => signIn.mutate(user.id)} />
      ))}
      <FormError error={signIn.error} />
      <p className="text-xs text-ink-3">
        Development sign-in: no password, on this machine only. Both people share one organization.
      </p>
    </div>
  );
}

const Waiting = () => (
  <Loading what="the ways to sign in">
    <div className="grid gap-3">
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
    </div>
  </Loading>
);

function Choice() {
  return (
    <Answered query={useAuthConfig()} waiting={<Waiting />}>
      {(known) => <Ways config={known} />}
    </Answered>
  );
}

export function SignIn() {
  const isInvited = useSearchParams().get("next") === "/join";
  return (
    <main id="content" className="grid min-h-dvh content-center justify-items-center p-6">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex items-center gap-3">
          <Logo size={36} />
          <div>
            <p className="text-lg leading-5 font-semibold">Netra Apex</p>
            <p className="text-sm text-ink-2">Where the money for language models goes</p>
          </div>
        </div>
        <h1 className="mb-4 text-xl font-semibold">Sign in</h1>
        {isInvited && (
          <p className="mb-4 text-sm text-ink-2" data-testid="invited">
            You are invited to an organization. Sign in first; then you see by whom and to what, and may join or not.
          </p>
        )}
        <Choice />
      </div>
    </main>
  );
}
