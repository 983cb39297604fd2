import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { InspectorPage } from "@/features/runs/inspector";
import { renderAsk } from "@/tests/ask";
import { EVENTS, RUN } from "@/tests/conversation";
import { json } from "@/tests/json";

const routes = {
  [`/runs/${RUN.id}/events`]: () => json({ events: EVENTS }),
  [`/runs/${RUN.id}/results/`]: () => json({ id: "x", name: "overview", step: 1, content: { calls: 95 } }),
  [`/runs/${RUN.id}`]: () => json(RUN),
};

it("has every event with its number, time and result", async () => {
  await renderAsk(<InspectorPage />, { routes, params: { runId: RUN.id } });
  expect(await screen.findAllByTestId("event")).toHaveLength(EVENTS.length);
  await userEvent.click(screen.getByRole("button", { name: /12.*Data.*Tool answered.*95 calls cost/ }));
  expect(screen.getByRole("region", { name: "Payload of event 12" })).toHaveTextContent('"tool": "overview"');
  await userEvent.click(screen.getByRole("button", { name: "Fetch the whole result" }));
  expect(await screen.findByRole("region", { name: "Result of event 12" })).toHaveTextContent('"calls": 95');
});

it("shows one agent only when the address says so", async () => {
  await renderAsk(<InspectorPage />, { routes, params: { runId: RUN.id }, search: "?agent=optimization" });
  const shown = await screen.findAllByTestId("event");
  expect(shown.every((one) => one.textContent.includes("Optimization"))).toBe(true);
  expect(screen.getByText("8 of 30 events")).toBeInTheDocument();
});

it("says that a run is not there, with a way back", async () => {
  await renderAsk(<InspectorPage />, { routes: { "/runs/gone": () => json({ title: "Not found", detail: "No." }, 404) }, params: { runId: "gone" } });
  expect(await screen.findByRole("heading", { name: "This run is not there" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Go to Ask" })).toBeInTheDocument();
});
