import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { KeysPage } from "@/features/keys/keys";
import { json } from "@/tests/json";
import { answerWith, askedFor, PROJECT, renderPage } from "@/tests/render";

const KEY = { id: "k1", name: "ci", project_id: PROJECT, prefix: "nk_abc", scopes: ["ingest"], created_at: "2026-01-02T03:04:05Z", expires_at: null, last_used_at: null, disabled_at: null, replaced_by: null };

function keys(...rows: object[]) {
  const sent: unknown[] = [];
  const answer = answerWith({
    "/rotate": (request) => {
      void request.json().then((body) => sent.push(body));
      return json({ ...KEY, id: "k2", key: "nk_abc_rotated" }, 201);
    },
    "/auth/keys": (request) => {
      if (request.method === "POST") void request.json().then((body) => sent.push(body));
      return request.method === "POST" ? json({ ...KEY, key: "nk_abc_secret" }, 201) : json(rows);
    },
  });
  renderPage(<KeysPage />);
  return { sent, answer };
}

it("makes a key with what it may do and how long it is good, and shows it once", async () => {
  const { sent } = keys();
  await userEvent.click(await screen.findByRole("checkbox", { name: /Read figures/ }));
  await userEvent.selectOptions(screen.getByLabelText("Good for"), "90 days");
  await userEvent.type(screen.getByLabelText("Name of the key"), "reports");
  await userEvent.click(screen.getByRole("button", { name: "Make a key" }));
  expect(await screen.findByTestId("new-key")).toHaveTextContent("nk_abc_secret");
  expect(sent).toEqual([{ project_id: PROJECT, name: "reports", scopes: ["ingest", "read"], expires_in_days: 90 }]);
});

it("says what is missing of a key that may do nothing", async () => {
  const { answer } = keys();
  await userEvent.click(await screen.findByRole("checkbox", { name: /Send calls/ }));
  await userEvent.click(screen.getByRole("button", { name: "Make a key" }));
  expect(screen.getByText(/at least one thing/)).toHaveRole("alert");
  expect(askedFor(answer).filter((asked) => asked.startsWith("POST"))).toEqual([]);
});

it("replaces a key, and tells the states apart", async () => {
  const { sent } = keys(KEY, { ...KEY, id: "k3", name: "old", expires_at: "2020-01-01T00:00:00Z" }, { ...KEY, id: "k4", name: "gone", disabled_at: "2026-01-03T00:00:00Z" });
  expect(await screen.findByText("Expired")).toBeVisible();
  expect(screen.getByText("Disabled")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Replace ci" }));
  expect(await screen.findByTestId("new-key")).toHaveTextContent("nk_abc_rotated");
  expect(sent).toEqual([{ overlap_hours: 24 }]);
});
