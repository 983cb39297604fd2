"use client";

import { Building2, Check, DoorOpen, LogOut, Monitor, Moon, Sun } from "lucide-react";

import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/menu";
import { sayError } from "@/components/say-error";
import { useSwitchOrganization } from "@/features/session/queries";
import { useApi, useSession } from "@/lib/api/context";
import type { User } from "@/lib/api/types";
import { type Theme, useTheme } from "@/lib/theme";

const THEMES: readonly { value: Theme; title: string; icon: typeof Sun }[] = [
  { value: "light", title: "Light", icon: Sun },
  { value: "dark", title: "Dark", icon: Moon },
  { value: "system", title: "As the system", icon: Monitor },
];

/** The organizations to go on in, where there is a choice. */
function Organizations({ user }: { user: User }) {
  const switchTo = useSwitchOrganization();
  const run = (id: string) => switchTo.mutate(id, { onError: (error) => sayError("You are still where you were", error) });
  if (user.organizations.length < 2) return null;
  return (
    <>
      <MenuLabel>Work in</MenuLabel>
      {user.organizations.map(({ id, name }) => (
        <MenuItem key={id} testId="organization-option" onSelect={() => run(id)} hint={id === user.organization.id ? <Check size={14} aria-label="here" /> : null}>
          <Building2 size={14} aria-hidden /> <span className="truncate">{name}</span>
        </MenuItem>
      ))}
      <MenuLine />
    </>
  );
}

/** The two ways to go: here alone, which is what most mean, and at the provider as well. */
function WaysOut() {
  const { session } = useApi();
  const state = useSession();
  const there = state.status === "signed-in" ? state.signOutAt : null;
  const run = (going: Promise<void>) => void going.catch((error: unknown) => sayError("You are still signed in", error));
  return (
    <>
      <MenuItem testId="sign-out" onSelect={() => run(session.signOut())}>
        <LogOut size={14} aria-hidden /> Sign out
      </MenuItem>
      {there && (
        <MenuItem testId="sign-out-there" onSelect={() => run(session.signOutAtProvider())}>
          <DoorOpen size={14} aria-hidden /> Sign out at {there.title} too
        </MenuItem>
      )}
    </>
  );
}

export function UserMenu({ folded }: { folded: boolean }) {
  const { user } = useSession();
  const [theme, setTheme] = useTheme();
  if (!user) return null;
  return (
    <Menu
      trigger={
        <button type="button" data-testid="user-menu" className="flex min-w-0 items-center gap-2 rounded-md p-1 hover:bg-sunken">
          <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong">
            {user.name.charAt(0)}
          </span>
          <span className={folded ? "sr-only" : "truncate text-sm text-ink-2"}>
            {user.name}
            <span className="sr-only">: organizations, theme and sign out</span>
          </span>
        </button>
      }
    >
      <MenuLabel>
        {user.email} · {user.organization.name}
      </MenuLabel>
      <MenuLine />
      <Organizations user={user} />
      {THEMES.map(({ value, title, icon: Icon }) => (
        <MenuItem key={value} onSelect={() => setTheme(value)} hint={value === theme ? <Check size={14} aria-label="chosen" /> : null}>
          <Icon size={14} aria-hidden /> {title}
        </MenuItem>
      ))}
      <MenuLine />
      <WaysOut />
    </Menu>
  );
}
