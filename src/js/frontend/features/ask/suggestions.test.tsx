import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { FollowUps } from "@/features/ask/suggestions";

const named = (count: number) => Array.from({ length: count }, (_, index) => `Question ${String(index + 1)}?`);

it("shows few of many questions that follow, and the others when asked", async () => {
  const onAsk = vi.fn();
  render(<FollowUps questions={named(6)} onAsk={onAsk} />);
  expect(screen.getAllByRole("button")).toHaveLength(4);
  await userEvent.click(screen.getByRole("button", { name: "3 more" }));
  await userEvent.click(screen.getByRole("button", { name: "Question 6?" }));
  expect(onAsk).toHaveBeenCalledWith("Question 6?");
  expect(screen.getAllByRole("button")).toHaveLength(6);
});

it("shows four as they are, for a button would take the place of one", () => {
  render(<FollowUps questions={named(4)} onAsk={vi.fn()} />);
  expect(screen.getAllByRole("button", { name: /^Question/ })).toHaveLength(4);
});
