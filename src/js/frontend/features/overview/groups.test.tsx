import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { GroupTable } from "@/features/overview/groups";
import type { Group, Overview } from "@/lib/api/types";
import { figure } from "@/tests/figures";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const reviewer: Partial<Group> = { key: "reviewer", calls: 2, cost: "3", cost_kind: "exact", input_total: 10, output_total: 1 };
const overview = { cost: figure({ value: "4" }), by_model: [], by_agent: [] } as unknown as Overview;

it("opens the calls of an agent by its own name", async () => {
  answerWith({ "/overview": () => json({ filters: { models: [], agents: [] } }) });
  renderPage(<GroupTable by="agent" rows={[reviewer as Group]} overview={overview} />, { search: "?model=opus" });
  expect(screen.getByRole("link", { name: "2 calls, show them" })).toHaveAttribute("href", `/projects/${PROJECT}/explore?model=opus&agent_name=reviewer`);
  await userEvent.click(screen.getByRole("button", { name: /Cost of reviewer/ }));
  expect(window.location.search).toBe("?model=opus&in.agent_name=reviewer&figure=cost");
});
