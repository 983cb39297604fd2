"use client";

import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";

import { Answered } from "@/components/answered";
import { Button } from "@/components/button";
import { Loading, Skeleton } from "@/components/states";
import { useThreads } from "@/features/threads/queries";
import { ThreadRow } from "@/features/threads/thread-row";
import type { Thread } from "@/lib/api/types";

const A_DAY = 86_400_000;
const AGES: readonly { title: string; within: number }[] = [
  { title: "Today", within: A_DAY },
  { title: "Last 7 days", within: 7 * A_DAY },
  { title: "Last 30 days", within: 30 * A_DAY },
  { title: "Older", within: Infinity },
];

interface Group {
  title: string;
  threads: Thread[];
}

/** By when they changed last; the list is in that order already. */
export function grouped(threads: readonly Thread[], now: number): Group[] {
  const groups: Group[] = AGES.map(({ title }) => ({ title, threads: [] }));
  for (const thread of threads) {
    const age = now - Date.parse(thread.changed_at);
    groups[AGES.findIndex(({ within }) => age < within)]?.threads.push(thread);
  }
  return groups.filter((group) => group.threads.length > 0);
}

const Waiting = () => (
  <Loading what="your questions">
    <div className="grid gap-2 p-1">
      {Array.from({ length: 7 }, (_, line) => (
        <Skeleton key={line} className="h-6" />
      ))}
    </div>
  </Loading>
);

function Groups({ threads, onGo }: { threads: readonly Thread[]; onGo?: () => void }) {
  const [now] = useState(Date.now);
  return grouped(threads, now).map(({ title, threads: ofAge }) => (
    <section key={title} aria-label={title}>
      <h2 className="px-2 pt-2 pb-1 text-xs text-ink-3">{title}</h2>
      <ul className="grid grid-cols-1 gap-px">
        {ofAge.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} onGo={onGo} />
        ))}
      </ul>
    </section>
  ));
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="relative">
      <Search size={14} aria-hidden className="absolute top-2 left-2.5 text-ink-3" />
      <input
        type="search"
        dir="auto"
        aria-label="Search your questions"
        placeholder="Search"
        value={value}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-md border border-line bg-surface pr-2 pl-8 text-sm placeholder:text-ink-3"
      />
    </div>
  );
}

/** The caller's own threads, the last changed first. */
export function ThreadList({ onGo }: { onGo?: () => void }) {
  const [search, setSearch] = useState("");
  const threads = useThreads(useDeferredValue(search.trim()));
  return (
    <nav aria-label="Questions" className="flex min-h-0 flex-1 flex-col gap-1">
      <SearchField value={search} onChange={setSearch} />
      <div className="min-h-0 flex-1 overflow-y-auto pb-2">
        <Answered query={threads} waiting={<Waiting />}>
          {({ pages }) => {
            const all = pages.flatMap((page) => page.threads);
            if (all.length === 0) return <p className="px-2 py-4 text-sm text-ink-2">{search === "" ? "What you ask is kept here." : "Nothing of yours has these words."}</p>;
            return (
              <div>
                <Groups threads={all} onGo={onGo} />
                {threads.hasNextPage && (
                  <Button look="quiet" size="small" className="mt-1 w-full" disabled={threads.isFetchingNextPage} onClick={() => void threads.fetchNextPage()}>
                    {threads.isFetchingNextPage ? "Loading…" : threads.isFetchNextPageError ? "Try again" : "Older questions"}
                  </Button>
                )}
              </div>
            );
          }}
        </Answered>
      </div>
    </nav>
  );
}
