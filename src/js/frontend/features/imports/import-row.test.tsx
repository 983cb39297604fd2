import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { ImportRow } from "@/features/imports/import-row";
import type { Import } from "@/lib/api/types";
import { json } from "@/tests/json";
import { answerWith, askedFor, PROJECT, renderPage } from "@/tests/render";

const JOB: Import = {
  id: "00000000-0000-0000-0000-00000000000a",
  file_name: "calls.jsonl",
  format: "native",
  state: "done",
  bytes_total: 1000,
  bytes_read: 1000,
  rows_read: 12,
  rows_written: 9,
  rows_known: 1,
  rows_refused: 2,
  refusals: [{ row: 4, reason: "output_tokens is negative (-4)" }],
  error: null,
  created_at: "2026-01-01T00:00:00Z",
  finished_at: "2026-01-01T00:00:01Z",
};

it("says which rows were refused and why, and can be undone", async () => {
  const asked = answerWith({ "/undo": () => json({ ...JOB, state: "undone" }), [PROJECT]: () => json({ time_zone: "UTC" }) });
  renderPage(<ImportRow job={JOB} />);
  expect(screen.getByTestId("import-rows_written")).toHaveTextContent("9");
  expect(screen.getByText("output_tokens is negative (-4)")).toBeInTheDocument();
  expect(screen.getByText(/1 more are not listed/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo calls.jsonl" }));
  expect(screen.getByRole("dialog", { name: "Undo calls.jsonl?" })).toHaveTextContent("The 9 calls that this file brought go");
  const undone = () => askedFor(asked).filter((url) => url.endsWith(`${JOB.id}/undo`));
  expect(undone()).toEqual([]);
  await userEvent.click(screen.getByTestId("confirm"));
  expect(undone()).toHaveLength(1);
});
