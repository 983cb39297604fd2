"use client";

import { MessageCircleOff } from "lucide-react";
import Link from "next/link";
import { useParams } from "next/navigation";
import { useState } from "react";

import { NotRefreshed } from "@/components/answered";
import { buttonStyle } from "@/components/button";
import { Empty, Failure, Loading, Skeleton } from "@/components/states";
import { Announcer } from "@/features/ask/announcer";
import { type Ask, useAsk } from "@/features/ask/context";
import { Conversation } from "@/features/ask/conversation";
import { LiveReport } from "@/features/ask/live-report";
import { findingsOf, hasReport, isOpen, type RunView } from "@/features/ask/run-view";
import { useThreadViews } from "@/features/ask/thread-views";
import { useProjectId } from "@/features/projects/queries";
import type { Choose } from "@/features/report/choice";
import { threadName } from "@/features/threads/names";
import { useThread } from "@/features/threads/queries";
import { RenameField } from "@/features/threads/rename";
import { ShareThread } from "@/features/threads/share";
import { ThreadMenu } from "@/features/threads/thread-row";
import { useAddress } from "@/lib/address";
import { useSession } from "@/lib/api/context";
import { asApiError } from "@/lib/api/errors";
import type { Thread } from "@/lib/api/types";
import { useWide } from "@/lib/use-wide";

const Waiting = () => (
  <Loading what="the thread">
    <div className="grid gap-5 p-6">
      <Skeleton className="ml-auto h-9 w-56 rounded-2xl" />
      <Skeleton className="h-24 rounded-lg" />
      <Skeleton className="ml-auto h-9 w-72 rounded-2xl" />
      <Skeleton className="h-24 rounded-lg" />
    </div>
  </Loading>
);

function NotThere() {
  const project = useProjectId();
  return (
    <Empty
      icon={<MessageCircleOff size={28} aria-hidden />}
      title="This thread is not there"
      actions={
        <Link href={`/projects/${project}/ask`} className={buttonStyle("primary")}>
          Ask a new question
        </Link>
      }
    >
      It was deleted, or it belongs to somebody who has not shared it. What you deleted can be undone for a moment after it.
    </Empty>
  );
}

function Head({ thread, isMine }: { thread: Thread; isMine: boolean }) {
  const [isRenaming, setRenaming] = useState(false);
  return (
    <header className="flex min-h-12 items-center gap-2 border-b border-line px-4 py-2 md:px-6">
      <div className="min-w-0 flex-1">
        {isRenaming ? (
          <RenameField thread={thread} onEnd={() => setRenaming(false)} />
        ) : (
          <h2 dir="auto" className="truncate font-semibold" title={threadName(thread)}>
            {threadName(thread)}
          </h2>
        )}
      </div>
      {isMine && <ShareThread thread={thread} />}
      {isMine && <ThreadMenu thread={thread} onRename={() => setRenaming(true)} />}
    </header>
  );
}

/** Whose thread somebody reads; who has gone has left no name. */
function ReadOnly({ owner }: { owner: string | null }) {
  const project = useProjectId();
  return (
    <p className="border-t border-line bg-sunken px-4 py-3 text-sm text-ink-2 md:px-6" data-testid="read-only">
      {owner === null ? "A thread of somebody who is no longer here" : `Asked by ${owner}`}, shared with you to read.{" "}
      <Link href={`/projects/${project}/ask`} className="text-accent underline">
        Ask a question of your own
      </Link>
    </p>
  );
}

/** The run whose report is shown: the one of the address, or the last one. */
function useSelected(views: readonly RunView[]) {
  const { params, set } = useAddress();
  const selected = views.find(({ id }) => id === params.get("run")) ?? views.at(-1);
  const select = (run: string | null) => {
    if (run !== params.get("run")) set({ run });
  };
  return { selected, select };
}

function useAsking(threadId: string, isMine: boolean, onAsked: () => void) {
  const ask = useAsk();
  if (!isMine) return null;
  const run: Ask = (...asked) => {
    ask(threadId, ...asked);
    onAsked();
  };
  return run;
}

/** A report, one that grows, or what there was when it was stopped. */
const hasAnythingToRead = (view: RunView): boolean => hasReport(view) || isOpen(view) || findingsOf(view).length > 0;

function Views({ thread, views, isMine }: { thread: Thread; views: readonly RunView[]; isMine: boolean }) {
  const { selected, select } = useSelected(views);
  const isWide = useWide();
  const onAsk = useAsking(thread.id, isMine, () => select(null));
  const choose = (view: RunView): Choose | null => onAsk && ((option, words) => onAsk(words, { run_id: view.id, option }));
  const report = selected && hasAnythingToRead(selected) && <LiveReport key={selected.id} view={selected} onChoose={choose(selected)} />;
  return (
    <div className="min-h-0 flex-1 lg:grid lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="flex min-h-0 min-w-0 flex-col">
        <Conversation threadId={thread.id} views={views} selected={selected} onSelect={select} onAsk={onAsk} isWide={isWide} report={isWide ? null : report} />
        {!isMine && <ReadOnly owner={thread.owner_name} />}
      </div>
      {isWide && (
        // Scrollable by keyboard, so it has to take the focus.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div key={selected?.id} tabIndex={0} role="region" aria-label="Report of the selected question" className="min-h-0 min-w-0 overflow-y-auto border-l border-line px-6 py-5 outline-offset-[-2px]">
          {report || (selected && <Empty title="No report">What came of the question is said beside it.</Empty>)}
        </div>
      )}
      <Announcer view={views.at(-1)} />
    </div>
  );
}

function Shown({ thread }: { thread: Thread }) {
  const { rows, views } = useThreadViews(thread.id);
  const { user } = useSession();
  const isMine = user?.id === thread.owner_id;
  // A question that was asked a moment ago is shown before the rows are there.
  const isKnown = rows.data !== undefined || views.length > 0;
  return (
    <div className="flex min-h-0 min-w-0 flex-col max-md:pb-14 lg:h-full">
      <Head thread={thread} isMine={isMine} />
      {rows.error && isKnown && <NotRefreshed error={rows.error} onRetry={() => void rows.refetch()} />}
      {isKnown ? <Views thread={thread} views={views} isMine={isMine} /> : rows.error ? <Failure error={rows.error} onRetry={() => void rows.refetch()} /> : <Waiting />}
    </div>
  );
}

export function ThreadPage() {
  const { threadId } = useParams<{ threadId: string }>();
  const thread = useThread(threadId);
  if (thread.data) return <Shown key={threadId} thread={thread.data} />;
  if (!thread.error) return <Waiting />;
  return [404, 410, 422].includes(asApiError(thread.error).status ?? 0) ? <NotThere /> : <Failure error={thread.error} onRetry={() => void thread.refetch()} />;
}
