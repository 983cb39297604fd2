"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { keepNext } from "@/features/session/next";
import { useAuthConfig } from "@/features/session/queries";
import { unwrap } from "@/lib/api/client";
import { useApi, useSession } from "@/lib/api/context";
import type { AuthConfig, GivenRole, ProviderName, Role } from "@/lib/api/types";

const MEMBERS = ["members"] as const;
const INVITATIONS = ["invitations"] as const;
const SESSIONS = ["sessions"] as const;
const IDENTITIES = ["identities"] as const;

export const ROLES: readonly { value: GivenRole; title: string; hint: string }[] = [
  { value: "viewer", title: "Viewer", hint: "Reads everything." },
  { value: "analyst", title: "Analyst", hint: "Asks and imports too." },
  { value: "admin", title: "Admin", hint: "Projects, keys and members too." },
];

export const roleTitle = (role: Role): string => ROLES.find(({ value }) => value === role)?.title ?? "Owner";

const RANKS: readonly Role[] = ["viewer", "analyst", "admin", "owner"];

/** Whether whoever is signed in has a role, or one above it. */
export function useHasRole(role: Role): boolean {
  const { user } = useSession();
  return user !== null && RANKS.indexOf(user.organization.role) >= RANKS.indexOf(role);
}

export function useMembers() {
  const { auth } = useApi();
  return useQuery({ queryKey: MEMBERS, queryFn: ({ signal }) => unwrap(auth.GET("/auth/members", { signal })) });
}

export function useInvitations() {
  const { auth } = useApi();
  return useQuery({ queryKey: INVITATIONS, queryFn: ({ signal }) => unwrap(auth.GET("/auth/invitations", { signal })) });
}

function useRefresh(queryKey: readonly string[]) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey });
}

const member = (user_id: string) => ({ params: { path: { user_id } } });

export function useChangeRole() {
  const { auth } = useApi();
  const onSettled = useRefresh(MEMBERS);
  return useMutation({ mutationFn: ({ id, role }: { id: string; role: GivenRole }) => unwrap(auth.PATCH("/auth/members/{user_id}", { ...member(id), body: { role } })), onSettled });
}

export function useRemoveMember() {
  const { auth } = useApi();
  const onSettled = useRefresh(MEMBERS);
  return useMutation({ mutationFn: (id: string) => unwrap(auth.DELETE("/auth/members/{user_id}", member(id))), onSettled });
}

export function useInvite() {
  const { auth } = useApi();
  const onSuccess = useRefresh(INVITATIONS);
  return useMutation({ mutationFn: (body: { role: GivenRole; note: string }) => unwrap(auth.POST("/auth/invitations", { body })), onSuccess });
}

export function useRevokeInvitation() {
  const { auth } = useApi();
  const onSettled = useRefresh(INVITATIONS);
  return useMutation({ mutationFn: (invitation_id: string) => unwrap(auth.DELETE("/auth/invitations/{invitation_id}", { params: { path: { invitation_id } } })), onSettled });
}

/** What the token of a link invites to; once it is being used nobody asks: it invites no more. */
export function useOffer(token: string | null, isUsed = false) {
  const { auth } = useApi();
  return useQuery({
    queryKey: ["invitation", token],
    enabled: token !== null && !isUsed,
    retry: false,
    queryFn: ({ signal }) => unwrap(auth.POST("/auth/invitations/look", { body: { token: token ?? "" }, signal })),
  });
}

export function useAcceptInvitation() {
  const { auth, session } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (token: string) => {
      await unwrap(auth.POST("/auth/invitations/accept", { body: { token } }));
      await session.refresh();
      client.clear(); // what was read of another organization
    },
  });
}

export function useSignIns() {
  const { auth } = useApi();
  return useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => unwrap(auth.GET("/auth/sessions", { signal })) });
}

export function useEndSignIn() {
  const { auth } = useApi();
  const onSettled = useRefresh(SESSIONS);
  return useMutation({ mutationFn: (session_id: string) => unwrap(auth.DELETE("/auth/sessions/{session_id}", { params: { path: { session_id } } })), onSettled });
}

export function useEndOtherSignIns() {
  const { auth } = useApi();
  const onSettled = useRefresh(SESSIONS);
  return useMutation({ mutationFn: () => unwrap(auth.DELETE("/auth/sessions/others")), onSettled });
}

export function useIdentities() {
  const { auth } = useApi();
  return useQuery({ queryKey: IDENTITIES, queryFn: ({ signal }) => unwrap(auth.GET("/auth/identities", { signal })) });
}

/** The providers that one may sign in at here. */
export const useOfferedProviders = (): AuthConfig["providers"] => useAuthConfig().data?.providers ?? [];

/** Leaves for a provider, and comes back to this page with one more way to sign in. */
export function useAddIdentity() {
  const { auth } = useApi();
  return useMutation({
    mutationFn: async (provider: ProviderName) => {
      const params = { path: { provider }, header: { "x-netra-csrf": "1" } };
      const started = await unwrap(auth.POST("/auth/identities/{provider}/start", { params, credentials: "include" }));
      return started.authorization_url;
    },
    onSuccess: (address) => {
      keepNext(window.location.pathname);
      window.location.assign(address);
    },
  });
}

export function useRemoveIdentity() {
  const { auth } = useApi();
  const onSettled = useRefresh(IDENTITIES);
  return useMutation({ mutationFn: (identity_id: string) => unwrap(auth.DELETE("/auth/identities/{identity_id}", { params: { path: { identity_id } } })), onSettled });
}
