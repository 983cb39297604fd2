import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { Answered } from "@/components/answered";
import { LoadMore } from "@/components/load-more";
import { ApiError } from "@/lib/api/errors";

const error = new ApiError({ status: 503, code: "down", title: "Down", detail: "It is down.", requestId: "req_3" });
const shown = (query: { data?: string; error?: unknown; isPlaceholderData?: boolean; isFetchNextPageError?: boolean }) => {
  const refetch = vi.fn();
  render(
    <Answered query={{ data: undefined, error: null, refetch, ...query }} waiting="waiting">
      {(data) => <p>{data}</p>}
    </Answered>,
  );
  return refetch;
};

it("keeps what it has when a refresh fails, and says so with the request to name", async () => {
  const refetch = shown({ data: "figures", error });
  expect(screen.getByText("figures")).toBeInTheDocument();
  expect(screen.getByRole("alert")).toHaveTextContent("Could not refresh");
  expect(screen.getByText("req_3")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Retry" }));
  expect(refetch).toHaveBeenCalledOnce();
});

it("fails only when there is nothing to keep", () => {
  shown({ error });
  expect(screen.getByRole("heading", { name: "Down" })).toBeInTheDocument();
});

it("marks the answer to another question and closes its doors", () => {
  shown({ data: "figures", isPlaceholderData: true });
  expect(screen.getByText("figures").parentElement).toHaveAttribute("aria-busy", "true");
  expect(screen.getByText("figures").parentElement).toHaveAttribute("inert");
});

it("says where it was asked for that more did not come", async () => {
  shown({ data: "figures", error, isFetchNextPageError: true });
  expect(screen.queryByText(/Could not refresh/)).toBeNull();
  const fetchNextPage = vi.fn();
  render(<LoadMore pages={{ error, hasNextPage: true, isFetchingNextPage: false, isFetchNextPageError: true, fetchNextPage }} />);
  expect(screen.getByRole("alert")).toHaveTextContent("More calls could not be loaded. It is down.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(fetchNextPage).toHaveBeenCalledOnce();
});
