import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { ImportNotice } from "@/features/imports/notice";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const running = { id: "1", file_name: "weka.jsonl", state: "running", bytes_total: 10, bytes_read: 5, rows_written: 5000 };

it("says that figures are not whole while a file is being read", async () => {
  answerWith({ [`${PROJECT}/imports`]: () => json([running, { ...running, id: "2", state: "done" }]) });
  renderPage(<ImportNotice />);
  expect(await screen.findByRole("status")).toHaveTextContent("Still reading weka.jsonl. Figures grow until it is done.");
  expect(screen.getByText("5,000 calls so far")).toBeInTheDocument();
  expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "50");
  expect(screen.getByRole("link", { name: "Imports" })).toHaveAttribute("href", `/projects/${PROJECT}/imports`);
});
