import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { NothingMatches } from "@/features/overview/nothing-matches";
import { renderPage } from "@/tests/render";

const offers = () => screen.getAllByRole("button").map(({ textContent }) => textContent);

it("blames only what is set", () => {
  renderPage(<NothingMatches />, { search: "?model=opus" });
  expect(offers()).toEqual(["Show all models"]);
});

it("loosens one of several", async () => {
  renderPage(<NothingMatches />, { search: "?agent=main&from=2026-01-01T00:00:00Z" });
  expect(offers()).toEqual(["Show all time", "Show all agents", "Clear all filters"]);
  await userEvent.click(screen.getByText("Show all time"));
  expect(window.location.search).toBe("?agent=main");
});
