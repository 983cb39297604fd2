import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { EvidenceDrawer } from "@/features/evidence/drawer";
import { figure } from "@/tests/figures";
import { json } from "@/tests/json";
import { answerWith, renderPage } from "@/tests/render";

const TOKENS = { input_fresh: 10, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, output_text: 1, output_reasoning: 0 };
const part = (id: string, contribution: string | null) => ({
  ...TOKENS,
  call_id: id,
  at: "2026-01-12T08:00:00Z",
  session: "s",
  model: "opus",
  agent: "main",
  source_seq: 1,
  contribution,
});

const FIRST = { figure: figure({ value: "0.3" }), contributions: [part("a", "0.1")], page_sum: "0.1", sum: "0.3", remaining_calls: 2, next_cursor: "next" };
const SECOND = { ...FIRST, contributions: [part("b", "0.2"), part("c", null)], page_sum: "0.2", remaining_calls: 0, next_cursor: null };

it("adds up to the figure, page by page, with every digit", async () => {
  answerWith({ "/evidence": (request) => json(request.url.includes("cursor=next") ? SECOND : FIRST), "/projects/": () => json({ time_zone: "UTC" }) });
  renderPage(<EvidenceDrawer />, { search: "?figure=cost" });
  expect(await screen.findByTestId("evidence-value")).toHaveTextContent("$0.30");
  expect(screen.getByText("2 calls not loaded yet").nextSibling).toHaveTextContent("$0.20");
  await userEvent.click(screen.getByTestId("evidence-more"));
  const rows = await screen.findAllByTestId("evidence-row");
  expect(rows).toHaveLength(3);
  expect(within(rows[2] as HTMLElement).getByText("price not known")).toBeInTheDocument();
  expect(within(rows[2] as HTMLElement).getByText("$0.30")).toBeInTheDocument();
  expect(screen.getByTestId("evidence-sum")).toHaveAttribute("data-value", "0.3");
});

it("asks the lever for the evidence of a saving", async () => {
  const asked = answerWith({ "/savings/prompt-caching/evidence": () => json(FIRST), "/projects/": () => json({ time_zone: "UTC" }) });
  renderPage(<EvidenceDrawer />, { search: "?figure=none.cost&lever=prompt-caching" });
  await screen.findByTestId("evidence-sum");
  expect(asked).toHaveBeenCalled();
});

it("asks for the calls beyond the limit that the figure is of", async () => {
  const asked = answerWith({ "/savings/call-sizes/evidence": () => json(FIRST), "/projects/": () => json({ time_zone: "UTC" }) });
  renderPage(<EvidenceDrawer />, { search: "?figure=oversized.input.cost&lever=call-sizes&with=above_tokens%3D50000&with=above_side%3Dinput" });
  await screen.findByTestId("evidence-sum");
  const urls = asked.mock.calls.map(([request]) => (request as Request).url);
  expect(urls.find((url) => url.includes("call-sizes"))).toMatch(/above_tokens=50000&above_side=input/);
});

it("shows the request to name when it fails", async () => {
  answerWith({ "/evidence": () => json({ title: "No such figure", detail: "Look at the link.", request_id: "req_9" }, 404), "/projects/": () => json({ time_zone: "UTC" }) });
  renderPage(<EvidenceDrawer />, { search: "?figure=nothing" });
  expect(await screen.findByText("No such figure")).toBeInTheDocument();
  expect(screen.getByText("req_9")).toBeInTheDocument();
});
