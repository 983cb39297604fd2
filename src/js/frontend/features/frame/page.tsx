"use client";

import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect } from "react";

import { CopyButton } from "@/components/copy-button";
import { PaletteButton } from "@/features/frame/palette-button";
import { UserMenu } from "@/features/frame/user-menu";
import { FilterBar } from "@/features/filters/filter-bar";
import { TimeRange } from "@/features/filters/time-range";
import { ImportNotice } from "@/features/imports/notice";
import { ProjectSwitcher } from "@/features/projects/switcher";
import { useProject } from "@/features/projects/queries";

interface PageProps {
  title: string;
  /** Whether the page speaks of calls that time, model and agent choose. */
  filtered?: boolean;
  /** A second row under the title, such as tabs. */
  tabs?: ReactNode;
  children: ReactNode;
}

function useTitle(title: string): void {
  const { data } = useProject();
  useEffect(() => {
    document.title = data ? `${title} · ${data.name} · Netra Apex` : `${title} · Netra Apex`;
  }, [title, data]);
}

/** The address holds time, filters and what is open. */
function ShareButton() {
  return <CopyButton text={() => window.location.href} label="Share" icon={<Link2 size={14} aria-hidden />} wide iconWhenNarrow />;
}

/** On narrow screens the rail's upper part is here. */
function NarrowHead() {
  return (
    <div className="flex items-center gap-2 border-b border-line bg-surface px-4 py-2 md:hidden">
      <div className="min-w-0 flex-1">
        <ProjectSwitcher />
      </div>
      <UserMenu folded />
    </div>
  );
}

export function Page({ title, filtered, tabs, children }: PageProps) {
  useTitle(title);
  return (
    <>
      <NarrowHead />
      <header className="sticky top-0 z-20 grid grid-cols-1 gap-2 border-b border-line bg-ground/95 px-4 py-2.5 backdrop-blur md:px-6">
        <div className="flex min-h-8 items-center justify-between gap-2">
          <h1 className="min-w-0 flex-1 truncate text-lg font-semibold tracking-tight">{title}</h1>
          <div className="flex shrink-0 items-center gap-1.5 sm:gap-2">
            <PaletteButton />
            {filtered && <TimeRange />}
            {filtered && <ShareButton />}
          </div>
        </div>
        {filtered && <FilterBar />}
        {tabs}
      </header>
      <main id="content" tabIndex={-1} className="mx-auto grid w-full max-w-[1280px] grid-cols-1 gap-4 px-4 py-4 pb-24 outline-none md:px-6 md:pb-10">
        {children}
      </main>
      {filtered && <ImportNotice />}
    </>
  );
}
