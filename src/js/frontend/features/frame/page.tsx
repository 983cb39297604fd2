"use client";

import clsx from "clsx";
import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect } from "react";

import { NotRefreshed } from "@/components/answered";
import { CopyButton } from "@/components/copy-button";
import { Loading, Skeleton } from "@/components/states";
import { PaletteButton } from "@/features/frame/palette-button";
import { UserMenu } from "@/features/frame/user-menu";
import { FilterBar, FilterBarWaiting } from "@/features/filters/filter-bar";
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
  /** Beside the title. */
  actions?: ReactNode;
  /** Whether the page fills the window, where that is wide, and scrolls inside. */
  isWhole?: boolean;
  children: ReactNode;
}

const READ =
  "mx-auto grid w-full max-w-[1280px] grid-cols-1 gap-4 px-4 py-4 pb-24 outline-none md:px-6 md:pb-10 print:max-w-none print:p-0";
const WHOLE = "min-h-0 flex-1 outline-none";

function useTitle(title: string, project: string | undefined): void {
  useEffect(() => {
    document.title = [title, project, "Netra Apex"].filter(Boolean).join(" · ");
  }, [title, project]);
}

const Waiting = () => (
  <Loading what="the project">
    <div className="grid gap-4">
      <Skeleton className="h-6 w-3/4 max-w-xl" />
      <Skeleton className="h-72 rounded-lg" />
    </div>
  </Loading>
);

/** The address holds time, filters and what is open. */
function ShareButton() {
  return <CopyButton text={() => window.location.href} label="Share" icon={<Link2 size={14} aria-hidden />} wide iconWhenNarrow />;
}

/** On narrow screens the rail's upper part is here. */
function NarrowHead() {
  return (
    <div className="flex items-center gap-2 border-b border-line bg-surface px-4 py-2 md:hidden print:hidden">
      <div className="min-w-0 flex-1">
        <ProjectSwitcher />
      </div>
      <UserMenu folded />
    </div>
  );
}

/** Times are shown in the project's zone, so nothing with a time appears before the project is known. */
export function Page({ title, filtered, tabs, actions, isWhole, children }: PageProps) {
  const project = useProject();
  const isKnown = project.data !== undefined;
  useTitle(title, project.data?.name);
  return (
    <div className={clsx(isWhole && "lg:flex lg:h-dvh lg:flex-col")}>
      <NarrowHead />
      <header className="sticky top-0 z-20 grid grid-cols-1 gap-2 border-b border-line bg-ground/95 px-4 py-2.5 backdrop-blur md:px-6 print:hidden">
        <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
          <h1 className="min-w-0 text-lg font-semibold tracking-tight">{title}</h1>
          <div className="ml-auto flex shrink-0 items-center gap-1.5 sm:gap-2">
            {actions}
            <PaletteButton />
            {filtered && isKnown && <TimeRange />}
            {filtered && <ShareButton />}
          </div>
        </div>
        {filtered && (isKnown ? <FilterBar /> : <FilterBarWaiting />)}
        {tabs}
      </header>
      <main id="content" tabIndex={-1} className={isWhole ? WHOLE : READ}>
        {project.error && isKnown && <NotRefreshed error={project.error} onRetry={() => void project.refetch()} />}
        {isKnown ? children : <Waiting />}
      </main>
      {filtered && <ImportNotice />}
    </div>
  );
}
