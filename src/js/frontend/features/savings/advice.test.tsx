import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Advice } from "@/features/savings/advice";
import { PolicyComparison } from "@/features/savings/comparison";
import type { Policy, Recommendation } from "@/lib/api/types";
import { figure } from "@/tests/figures";
import { renderPage } from "@/tests/render";

const policy = (id: Policy["id"], title: string, cost: string, verdict: Policy["verdict"]): Policy => ({
  id,
  title,
  verdict,
  cost: figure({ value: cost }),
  saving: figure({ value: "0" }),
  saving_ratio: figure({ value: "0" }),
  read_tokens: figure({ value: "0" }),
  write_tokens: figure({ value: "0" }),
  fresh_tokens: figure({ value: "0" }),
});

const POLICIES = [policy("none", "No caching", "100", "baseline"), policy("write_1h", "Cache for 1 hour", "120", "costs")];
const LEAVE_OFF: Recommendation = { policy: "none", headline: "Do not cache prompts.", why: ["It costs."], steps: ["Leave it out."], example_code: "", prompts: [] };

it("says that not caching costs least, and recommends it", () => {
  renderPage(<PolicyComparison policies={POLICIES} advice={LEAVE_OFF} />);
  expect(screen.getByText(/Not caching costs least: \$100.00/)).toBeInTheDocument();
  expect(screen.getByTestId("policy-none")).toHaveTextContent("Recommended");
  expect(screen.queryByText(/instead of/)).toBeNull();
});

it("shows no empty code where there is nothing to change", () => {
  renderPage(<Advice advice={LEAVE_OFF} />);
  expect(screen.getByText("Leave it out.")).toBeInTheDocument();
  expect(screen.queryByText("Example")).toBeNull();
});
