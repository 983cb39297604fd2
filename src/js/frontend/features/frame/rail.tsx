"use client";

import clsx from "clsx";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useState } from "react";

import { IconButton } from "@/components/button";
import { Logo } from "@/components/logo";
import { PLACES, type Place, placeHref } from "@/features/frame/places";
import { UserMenu } from "@/features/frame/user-menu";
import { ProjectSwitcher } from "@/features/projects/switcher";
import { useProjectId } from "@/features/projects/queries";
import { useAddress } from "@/lib/address";
import { remember, remembered } from "@/lib/store";

/** Pages that are reached from a place, and have addresses of their own. */
const INSIDE: Readonly<Record<string, readonly string[]>> = { ask: ["reports", "runs"] };

function usePlaceLink({ path }: Place) {
  const id = useProjectId();
  const { params } = useAddress();
  const here = usePathname();
  const isHere = [path, ...(INSIDE[path] ?? [])].some((one) => here.startsWith(`/projects/${id}/${one}`));
  return { href: placeHref(id, path, params), isHere };
}

function RailLink({ place, folded }: { place: Place; folded: boolean }) {
  const { href, isHere } = usePlaceLink(place);
  const Icon = place.icon;
  return (
    <li>
      <Link
        href={href}
        aria-current={isHere ? "page" : undefined}
        title={folded ? place.title : undefined}
        className={clsx(
          "flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium",
          isHere ? "bg-accent-soft text-accent-strong" : "text-ink-2 hover:bg-sunken hover:text-ink",
        )}
      >
        <Icon size={16} aria-hidden className="shrink-0" />
        <span className={folded ? "sr-only" : ""}>{place.title}</span>
      </Link>
    </li>
  );
}

function FoldButton({ folded, onFold }: { folded: boolean; onFold: () => void }) {
  const Icon = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <IconButton label={folded ? "Widen the navigation" : "Fold the navigation"} onClick={onFold}>
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}

export function Rail() {
  const [folded, setFolded] = useState(() => remembered("rail") === "folded");
  const fold = () => {
    remember("rail", folded ? "wide" : "folded");
    setFolded(!folded);
  };
  return (
    <aside
      className={clsx(
        "sticky top-0 flex h-dvh shrink-0 flex-col gap-3 border-r border-line bg-surface p-3 max-md:hidden print:hidden",
        folded ? "w-14" : "w-56",
      )}
    >
      <div className={clsx("flex items-center gap-2", folded ? "justify-center" : "px-1")}>
        <Logo />
        {!folded && <span className="font-semibold tracking-tight">Netra Apex</span>}
      </div>
      <ProjectSwitcher folded={folded} />
      <nav aria-label="Places">
        <ul className="grid gap-0.5">
          {PLACES.map((place) => (
            <RailLink key={place.path} place={place} folded={folded} />
          ))}
        </ul>
      </nav>
      <div className={clsx("mt-auto flex gap-1", folded ? "flex-col items-center" : "items-center justify-between")}>
        <UserMenu folded={folded} />
        <FoldButton folded={folded} onFold={fold} />
      </div>
    </aside>
  );
}

function BottomLink({ place }: { place: Place }) {
  const { href, isHere } = usePlaceLink(place);
  const Icon = place.icon;
  return (
    <li className="min-w-0 flex-1">
      <Link
        href={href}
        aria-current={isHere ? "page" : undefined}
        className={clsx("grid h-14 content-center justify-items-center gap-0.5 text-2xs font-medium", isHere ? "text-accent" : "text-ink-2")}
      >
        <Icon size={20} aria-hidden />
        {place.title}
      </Link>
    </li>
  );
}

export function BottomBar() {
  return (
    <nav aria-label="Places" className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface md:hidden print:hidden">
      <ul className="flex">
        {PLACES.map((place) => (
          <BottomLink key={place.path} place={place} />
        ))}
      </ul>
    </nav>
  );
}
