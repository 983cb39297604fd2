import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Advice } from "@/features/savings/advice";
import { lead, PolicyComparison } from "@/features/savings/comparison";
import { PolicyGroups } from "@/features/savings/groups";
import type { Billed, Policy, PromptCaching, Recommendation } from "@/lib/api/types";
import { figure } from "@/tests/figures";
import { renderPage } from "@/tests/render";

const NOTHING = { read_tokens: figure({ value: "0" }), write_tokens: figure({ value: "0" }), fresh_tokens: figure({ value: "0" }) };

const policy = (id: Policy["id"], title: string, cost: string, verdict: Policy["verdict"]): Policy => ({
  id,
  title,
  verdict,
  cost: figure({ value: cost, kind: "estimated" }),
  saving: figure({ value: "0", kind: "estimated" }),
  saving_ratio: figure({ value: "0" }),
  ...NOTHING,
});

const UNTOLD: Billed = { cost: figure({ value: "100", kind: "estimated" }), ...NOTHING, unrecorded_calls: 2, is_told: false, has_cached: false };
const BILLED: Billed = { ...UNTOLD, cost: figure({ value: "90" }), read_tokens: figure({ value: "7000", unit: "tokens" }), unrecorded_calls: 0, is_told: true, has_cached: true };
const POLICIES = [policy("none", "No caching", "100", "baseline"), policy("write_1h", "Cache for 1 hour", "120", "costs")];
const LEAVE_OFF: Recommendation = { policy: "none", headline: "Do not cache prompts.", why: ["It costs."], caveat: "", steps: ["Leave it out."], example_code: "", prompts: [] };
const DEARER = POLICIES.map((one): Policy => ({ ...one, verdict: "costs" }));
const KEEP: Recommendation = { ...LEAVE_OFF, policy: null, headline: "Keep the caching that is in place." };

const caching = (billed: Billed, policies: Policy[]): PromptCaching => ({
  calls: 7, billed, policies, by_model: [], by_agent: [], recommendation: null, assumptions: [], excluded: [{ reason: "No price.", calls: 2, lacks: "price", send: "" }],
});

it("says that not caching costs least, and recommends it", () => {
  renderPage(<PolicyComparison caching={caching(UNTOLD, POLICIES)} advice={LEAVE_OFF} />);
  expect(screen.getByText(/Not caching costs least: ~\$100.00/)).toBeInTheDocument();
  expect(screen.getByTestId("policy-none")).toHaveTextContent("Recommended");
  expect(screen.queryByText(/instead of/)).toBeNull();
  expect(screen.queryByTestId("policy-billed")).toBeNull();
});

it("shows first what was billed, and recommends no policy that costs more", () => {
  renderPage(<PolicyComparison caching={caching(BILLED, DEARER)} advice={KEEP} />);
  const rows = screen.getAllByRole("listitem").map(({ dataset }) => dataset["testid"]);
  expect(rows).toEqual(["policy-billed", "policy-none", "policy-write_1h"]);
  expect(screen.getByTestId("policy-billed")).toHaveTextContent(/As billed.*Recommended.*\$90.00.*read from cache 7.00.k/);
  expect(screen.getByTestId("policy-none")).toHaveTextContent(/adds ~\$10.00/);
  expect(screen.getByTestId("policy-none")).not.toHaveTextContent("Recommended");
  expect(screen.getByText(/these calls cost \$90.00. No way of caching that was replayed would have cost less. All rows are of the same 7 calls; 2 calls that could not be replayed are in none/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Cost with As billed: $90.00, exact" })).toBeInTheDocument();
});

it("takes a saving from the bill, or says that it is one beside fresh prompts", () => {
  const policies = [policy("none", "No caching", "100", "costs"), policy("write_5m", "Cache for 5 minutes", "60", "pays")];
  const advice: Recommendation = { ...LEAVE_OFF, policy: "write_5m" };
  expect(lead({ billed: BILLED, policies, advice })).toBe("Cache for 5 minutes would have cost ~$60.00 instead of $90.00, as billed.");
  const known = { ...BILLED, unrecorded_calls: 3 };
  expect(lead({ billed: known, policies, advice })).toContain("$90.00, as billed, as far as recorded");
  const beside = [policy("none", "No caching", "100", "baseline"), ...policies.slice(1)];
  expect(lead({ billed: UNTOLD, policies: beside, advice })).toContain("$100.00, if all prompts were sent fresh");
});

it("marks what of a bill is only taken for fresh", () => {
  renderPage(<PolicyComparison caching={caching({ ...BILLED, unrecorded_calls: 3 }, DEARER)} advice={KEEP} />);
  expect(screen.getByTestId("policy-billed")).toHaveTextContent("3 calls taken as fresh: what was cached is not recorded");
});

it("compares each model with its own bill", () => {
  const costs = { none: figure({ value: "100" }), write_1h: figure({ value: "120" }) };
  const groups = [{ key: "opus", calls: 2, best: null, billed: figure({ value: "90" }), costs, savings: {} }];
  renderPage(<PolicyGroups by="model" groups={groups} billed={BILLED} policies={DEARER} isPartial />);
  expect(screen.getByRole("row", { name: /opus.*\$90.00.*\$100.00.*adds 11.%/ })).toBeInTheDocument();
  expect(screen.getByText(/Percentages are of what was billed for the row/)).toBeInTheDocument();
});

it("says what must be known before a saving is believed", () => {
  renderPage(<Advice advice={{ ...LEAVE_OFF, caveat: "An assumption." }} />);
  expect(screen.getByTestId("caveat")).toHaveTextContent("An assumption.");
});

it("shows no empty code where there is nothing to change", () => {
  renderPage(<Advice advice={LEAVE_OFF} />);
  expect(screen.getByText("Leave it out.")).toBeInTheDocument();
  expect(screen.queryByText("Example")).toBeNull();
  expect(screen.queryByTestId("caveat")).toBeNull();
});
