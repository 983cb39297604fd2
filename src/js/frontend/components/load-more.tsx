"use client";

import { Button } from "@/components/button";
import { RequestId } from "@/components/request-id";
import { asApiError } from "@/lib/api/errors";

interface Pages {
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

/** Asks for the next page of a list, and says when it did not come. */
export function LoadMore({ pages, what = "calls", testId }: { pages: Pages; what?: string; testId?: string }) {
  if (!pages.hasNextPage) return null;
  const failed = pages.isFetchNextPageError && !pages.isFetchingNextPage ? asApiError(pages.error) : null;
  return (
    <div className="grid justify-items-center gap-2 border-t border-line p-3 text-center">
      {failed && (
        <div role="alert" className="grid justify-items-center text-sm text-cost">
          More {what} could not be loaded. {failed.detail}
          <RequestId id={failed.requestId} />
        </div>
      )}
      <Button onClick={() => void pages.fetchNextPage()} disabled={pages.isFetchingNextPage} data-testid={testId}>
        {pages.isFetchingNextPage ? "Loading…" : failed ? "Try again" : `Load more ${what}`}
      </Button>
    </div>
  );
}
