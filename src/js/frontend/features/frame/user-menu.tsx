"use client";

import { Check, LogOut, Monitor, Moon, Sun } from "lucide-react";

import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/menu";
import { sayError } from "@/components/say-error";
import { useApi, useSession } from "@/lib/api/context";
import { type Theme, useTheme } from "@/lib/theme";

const THEMES: readonly { value: Theme; title: string; icon: typeof Sun }[] = [
  { value: "light", title: "Light", icon: Sun },
  { value: "dark", title: "Dark", icon: Moon },
  { value: "system", title: "As the system", icon: Monitor },
];

export function UserMenu({ folded }: { folded: boolean }) {
  const { user } = useSession();
  const { session } = useApi();
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
            <span className="sr-only">: theme and sign out</span>
          </span>
        </button>
      }
    >
      <MenuLabel>
        {user.email} · {user.organization.name}
      </MenuLabel>
      <MenuLine />
      {THEMES.map(({ value, title, icon: Icon }) => (
        <MenuItem key={value} onSelect={() => setTheme(value)} hint={value === theme ? <Check size={14} aria-label="chosen" /> : null}>
          <Icon size={14} aria-hidden /> {title}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem testId="sign-out" onSelect={() => void session.signOut().catch((error: unknown) => sayError("You are still signed in", error))}>
        <LogOut size={14} aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}
