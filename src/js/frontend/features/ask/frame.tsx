"use client";

import { ListFilter, SquarePen } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useState } from "react";

import { Button, buttonStyle } from "@/components/button";
import { Drawer } from "@/components/drawer";
import { Page } from "@/features/frame/page";
import { useProjectId } from "@/features/projects/queries";
import { ThreadList } from "@/features/threads/thread-list";

function NewQuestion({ wide, onGo }: { wide?: boolean; onGo?: () => void }) {
  const project = useProjectId();
  return (
    <Link href={`/projects/${project}/ask`} onClick={onGo} className={buttonStyle("plain", "normal", wide ? "w-full" : undefined)} data-testid="new-question">
      <SquarePen size={14} aria-hidden /> <span className={wide ? undefined : "max-sm:sr-only"}>New question</span>
    </Link>
  );
}

/** Where the list has no column of its own. */
function ThreadsButton() {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <ListFilter size={14} aria-hidden /> <span className="max-sm:sr-only">Questions</span>
      </Button>
      {isOpen && (
        <Drawer title="Your questions" onClose={close}>
          <div className="grid gap-2 p-4">
            <ThreadList onGo={close} />
          </div>
        </Drawer>
      )}
    </>
  );
}

/** The list of threads stays while one thread is left for another. */
export function AskFrame({ children }: { children: ReactNode }) {
  const actions = (
    <div className="flex gap-1.5 min-[1400px]:hidden">
      <ThreadsButton />
      <NewQuestion />
    </div>
  );
  return (
    <Page title="Ask" actions={actions} isWhole>
      <div className="lg:h-full min-[1400px]:grid min-[1400px]:grid-cols-[248px_minmax(0,1fr)]">
        <div className="hidden min-h-0 flex-col gap-2 border-r border-line p-3 min-[1400px]:flex">
          <NewQuestion wide />
          <ThreadList />
        </div>
        {children}
      </div>
    </Page>
  );
}
