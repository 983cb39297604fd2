"use client";

import { type ReactNode, type RefObject, useEffect, useRef } from "react";

import { Composer } from "@/features/ask/composer";
import { ConnectionNote } from "@/features/ask/connection";
import { type Ask, useConversations } from "@/features/ask/context";
import { useReport } from "@/features/ask/queries";
import { RunCard } from "@/features/ask/run-card";
import { hasReport, isOpen, type RunView } from "@/features/ask/run-view";
import { StopBar } from "@/features/ask/stop-bar";
import { FollowUps } from "@/features/ask/suggestions";
import { useFilledIn } from "@/features/ask/thread-views";
import { useInView } from "@/features/ask/use-in-view";
import { useIsAfter } from "@/lib/now";
import { useSocketState } from "@/lib/socket/context";

export interface ConversationProps {
  threadId: string;
  views: readonly RunView[];
  selected: RunView | undefined;
  onSelect: (runId: string) => void;
  /** Null where the reader may not ask. */
  onAsk: Ask | null;
  /** Whether the composer is there to be typed in at once. */
  isWide: boolean;
  /** The report of the selected run, where it has no column of its own. */
  report: ReactNode;
}

/** Without a socket what a finished run did is asked for over HTTP. */
function FillIn({ view }: { view: RunView }) {
  useFilledIn(view, !isOpen(view));
  return null;
}

function WithoutSocket({ views }: { views: readonly RunView[] }) {
  const isLate = useIsAfter(2000);
  return isLate && views.map((view) => <FillIn key={view.id} view={view} />);
}

function Following({ view, onAsk }: { view: RunView | undefined; onAsk: Ask }) {
  const { data } = useReport(view && hasReport(view) && !isOpen(view) ? view.id : null);
  return <FollowUps key={view?.id} questions={data?.follow_ups ?? []} onAsk={onAsk} />;
}

/** The button that stopped the run goes with it; whoever pressed it goes on in the composer. */
function useFocusAfter(isWorking: boolean): RefObject<HTMLDivElement | null> {
  const foot = useRef<HTMLDivElement>(null);
  const wasWorking = useRef(false);
  useEffect(() => {
    if (wasWorking.current && !isWorking && document.activeElement === document.body) foot.current?.querySelector("textarea")?.focus({ preventScroll: true });
    wasWorking.current = isWorking;
  }, [isWorking]);
  return foot;
}

function Foot({ threadId, views, onAsk, isWide }: ConversationProps) {
  const working = views.findLast(isOpen);
  const foot = useFocusAfter(working !== undefined);
  if (onAsk === null) return null;
  return (
    <div ref={foot} className="sticky bottom-14 z-10 grid grid-cols-1 gap-2 border-t border-line bg-ground px-4 pt-3 pb-1 md:bottom-0 md:px-6 md:pb-3 lg:static">
      {working ? <StopBar key={working.id} view={working} /> : isWide && <Following view={views.at(-1)} onAsk={onAsk} />}
      <Composer key={threadId} place={threadId} onSend={onAsk} placeholder="Ask a question about your calls" takesFocus={isWide} />
      <ConnectionNote />
    </div>
  );
}

/** The questions of a thread and what came of them. */
export function Conversation(props: ConversationProps) {
  const { views, selected, onSelect, onAsk, report, isWide } = props;
  const conversations = useConversations();
  const box = useRef<HTMLDivElement>(null);
  const isCut = useSocketState() !== "open";
  useInView(box, { views, isWide });
  const again = (view: RunView) => (onAsk ? () => { conversations.store.drop(view.id); onAsk(view.question); } : null);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {/* Scrollable by keyboard, so it has to take the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} tabIndex={0} role="region" aria-label="Conversation" className="min-h-0 flex-1 outline-offset-[-2px] lg:overflow-y-auto">
        <div className="grid grid-cols-1 gap-8 px-4 py-5 md:px-6">
          {views.length === 0 && <p className="py-8 text-center text-ink-2">Nothing was asked here yet.</p>}
          {views.map((view) => (
            <RunCard key={view.id} view={view} isSelected={view.id === selected?.id} onSelect={() => onSelect(view.id)} onAgain={again(view)}>
              {view.id === selected?.id && report}
            </RunCard>
          ))}
          {isCut && <WithoutSocket views={views} />}
          {/* Where there is little room the end of the conversation has it, not the foot. */}
          {!isWide && onAsk && !views.some(isOpen) && <Following view={views.at(-1)} onAsk={onAsk} />}
        </div>
      </div>
      <Foot {...props} />
    </div>
  );
}
