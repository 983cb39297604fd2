"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ArrowRight, TriangleAlert } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

import { Answered } from "@/components/answered";
import { Logo } from "@/components/logo";
import { FormError } from "@/components/say-error";
import { Loading, Skeleton } from "@/components/states";
import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { AuthConfig } from "@/lib/api/types";

type DevUser = AuthConfig["dev_users"][number];

/** Only a path of this site may follow sign-in; read as the browser will read it, which drops tabs and line ends. */
export function safeNext(next: string | null, origin: string): string {
  if (!next?.startsWith("/") || !URL.canParse(next, origin)) return "/";
  const url = new URL(next, origin);
  // `/..//host` is a path of this site that would be read again as another site.
  if (url.origin !== origin || /^\/(\/|sign-in)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

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

function Note({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-md bg-warning-soft p-3 text-sm text-warning" role="alert">
      <TriangleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}

function People({ config }: { config: AuthConfig }) {
  const signIn = useSignIn();
  if (!config.dev_login) {
    return (
      <Note>
        Development sign-in is off in <b>{config.environment}</b>, and no other way to sign in is configured. Start
        the auth service with NETRA_ENV=development, bound to this machine, to use it.
      </Note>
    );
  }
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
  const { auth } = useApi();
  const config = useQuery({
    queryKey: ["auth-config"],
    queryFn: ({ signal }) => unwrap(auth.GET("/auth/config", { signal })),
  });
  return (
    <Answered query={config} waiting={<Waiting />}>
      {(known) => <People config={known} />}
    </Answered>
  );
}

export function SignIn() {
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
        <Choice />
      </div>
    </main>
  );
}
