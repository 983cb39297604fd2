import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { BreakdownCard } from "@/features/overview/breakdown-card";
import { Cards } from "@/features/overview/cards";
import type { Group, Overview } from "@/lib/api/types";
import { figure } from "@/tests/figures";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const row = (key: string, cost: string): Partial<Group> => ({ key, calls: 2, cost, cost_kind: "exact", input_total: 10, output_total: 1 });
const ROWS: Readonly<Record<string, readonly Partial<Group>[]>> = {
  feature: [row("", "4")],
  session: [row("short", "1"), row("long", "3")],
};
const overview = {
  calls: 4,
  errors: 1,
  sessions: 2,
  cost: figure({ value: "4" }),
  input: figure({ value: "40" }),
  output: figure({ value: "4" }),
  latency_p50: figure({ value: null }),
  latency_p95: figure({ value: null }),
  by_model: [],
} as unknown as Overview;

function answer(): void {
  answerWith({
    "/breakdown": (request) => json({ rows: ROWS[new URL(request.url).searchParams.get("by") ?? ""] ?? [] }),
    "/overview": () => json({ filters: { models: [], agents: [] } }),
  });
}

it("says what to send when nothing is recorded, and may be about sessions", async () => {
  answer();
  renderPage(<BreakdownCard overview={overview} />, { search: "?model=opus" });
  expect(await screen.findByText(/The feature was not recorded. Send netra.feature/)).toBeVisible();
  await userEvent.click(screen.getByRole("radio", { name: "Session" }));
  expect(window.location.search).toBe("?model=opus&group=session");
});

it("opens the calls of a session, the dearest first", async () => {
  answer();
  renderPage(<BreakdownCard overview={overview} />, { search: "?model=opus&group=session" });
  expect(await screen.findByText(/long is 75.% of the cost./)).toBeVisible();
  const first = screen.getAllByRole("link", { name: "2 calls, show them" })[0];
  expect(first).toHaveAttribute("href", `/projects/${PROJECT}/explore?model=opus&session=long`);
});

it("leads from the cards to the sessions and to the calls that failed", async () => {
  answer();
  renderPage(<Cards overview={overview} />);
  expect(screen.getByRole("link", { name: "1 call, show it" })).toHaveAttribute("href", `/projects/${PROJECT}/explore?status=error`);
  await userEvent.click(screen.getByRole("button", { name: "2 sessions" }));
  expect(window.location.search).toBe("?group=session");
});
