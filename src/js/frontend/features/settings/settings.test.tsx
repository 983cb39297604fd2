import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { SettingsPage } from "@/features/settings/settings";
import { json } from "@/tests/json";
import { answerWith, askedFor, PROJECT, renderPage } from "@/tests/render";

const project = { id: PROJECT, name: "Shop", time_zone: "US/Eastern", calls: 3, text_policy: "keep", price_book: "genai-prices", assumed_price: null, sample: null, own_words: { hotel: "user" } };

async function settings() {
  const sent: unknown[] = [];
  const answer = answerWith({
    [PROJECT]: (request) => {
      if (request.method === "PATCH") void request.json().then((body) => sent.push(body));
      return json(project);
    },
    "/projects/deleted": () => json([{ ...project, id: "gone", name: "Old shop", deleted_at: "2026-01-02T03:04:05Z" }]),
    "/gone/restore": () => json({ ...project, id: "gone" }),
    "/projects": () => json([project]),
  });
  renderPage(<SettingsPage />, { isKnown: false });
  await screen.findByLabelText("Time zone");
  return { sent, answer };
}

it("lists what was deleted, and restores it", async () => {
  const { answer } = await settings();
  await userEvent.click(await screen.findByRole("button", { name: "Restore Old shop" }));
  expect(askedFor(answer).some((asked) => asked.endsWith("/projects/gone/restore"))).toBe(true);
});

it("offers the zone that the project has, under whatever name", async () => {
  await settings();
  expect(screen.getByLabelText("Time zone")).toHaveValue("US/Eastern");
});

it("wants both assumed prices or none, and says which is missing", async () => {
  const { sent, answer } = await settings();
  await userEvent.type(screen.getByLabelText("Input"), "3");
  await userEvent.click(screen.getByRole("button", { name: "Save settings" }));
  expect(screen.getByLabelText("Output")).toBeInvalid();
  expect(screen.getByLabelText("Output")).toHaveAccessibleDescription("Enter this price too, or leave both empty.");
  expect(askedFor(answer).length).toBeGreaterThan(0);
  expect(sent).toEqual([]);
  await userEvent.type(screen.getByLabelText("Output"), "15");
  await userEvent.click(screen.getByRole("button", { name: "Save settings" }));
  expect(await screen.findByRole("button", { name: "Save settings" })).toBeEnabled();
  expect(sent).toMatchObject([{ assumed_price: { input_per_million: "3", output_per_million: "15" } }]);
});

it("says in words which of the team's own words it cannot take, and takes several words", async () => {
  const { sent } = await settings();
  const field = screen.getByLabelText("Your word");
  await userEvent.type(field, "Q3{Enter}");
  expect(field).toBeInvalid();
  expect(field).toHaveAccessibleDescription(/no digits/);
  expect(sent).toEqual([]);
  await userEvent.clear(field);
  expect(field).toBeValid();
  await userEvent.type(field, "Pull Request{Enter}");
  expect(sent).toEqual([{ own_words: { hotel: "user", "pull request": "user" } }]);
});

it("keeps the team's own words: adds one and forgets one", async () => {
  const { sent } = await settings();
  await userEvent.type(screen.getByLabelText("Your word"), "Claim");
  await userEvent.selectOptions(screen.getByLabelText("Is in your calls"), "a session");
  await userEvent.click(screen.getByRole("button", { name: "Add" }));
  await userEvent.click(await screen.findByRole("button", { name: "Forget hotel" }));
  expect(sent).toEqual([{ own_words: { hotel: "user", claim: "session" } }, { own_words: {} }]);
});
