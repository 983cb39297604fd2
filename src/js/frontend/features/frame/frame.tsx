"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useEffect, useMemo, useState } from "react";

import { Failure } from "@/components/states";
import { EvidenceDrawer } from "@/features/evidence/drawer";
import { CallDrawer } from "@/features/explore/call-drawer";
import { KeysDialog } from "@/features/frame/keys-dialog";
import { Palette } from "@/features/frame/palette";
import { placeHref } from "@/features/frame/places";
import { BottomBar, Rail } from "@/features/frame/rail";
import { useShortcuts } from "@/features/frame/shortcuts";
import { ImportWatcher } from "@/features/imports/watcher";
import { useProject, useProjectId } from "@/features/projects/queries";
import { remember } from "@/lib/store";

type Open = "palette" | "keys" | null;

function useKeyboard(open: (what: Open) => void): void {
  const id = useProjectId();
  const router = useRouter();
  const handlers = useMemo(
    () => ({
      onPalette: () => open("palette"),
      onKeys: () => open("keys"),
      onPlace: (path: string) => router.push(placeHref(id, path, new URLSearchParams(window.location.search))),
    }),
    [id, router, open],
  );
  useShortcuts(handlers);
}

function SkipLink() {
  return (
    <a href="#content" className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0 print:hidden">
      Skip to the content
    </a>
  );
}

function NoProject({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <main id="content">
      <h1 className="sr-only">Project</h1>
      <Failure error={error} onRetry={onRetry}>
        <Link href="/" className="text-accent underline">
          Go to another project
        </Link>
      </Failure>
    </main>
  );
}

/** What surrounds every page of a project. */
export function Frame({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Open>(null);
  const project = useProject();
  const id = useProjectId();
  useKeyboard(setOpen);
  useEffect(() => {
    if (project.data) remember("project", id);
  }, [project.data, id]);
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <Rail />
      <div className="min-w-0 flex-1">
        {project.error && !project.data ? <NoProject error={project.error} onRetry={() => void project.refetch()} /> : children}
      </div>
      <BottomBar />
      {project.data && (
        <>
          <EvidenceDrawer />
          <CallDrawer />
        </>
      )}
      <ImportWatcher key={id} />
      {open === "palette" && <Palette onClose={() => setOpen(null)} />}
      {open === "keys" && <KeysDialog onClose={() => setOpen(null)} />}
    </div>
  );
}
