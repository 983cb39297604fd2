import { describe, expect, it } from "vitest";

import { CLOSED, openChanges, readEvidence, withinOf } from "@/features/evidence/address";
import { callsHref, queryString, readFilters, toQuery } from "@/features/filters/filters";
import { addressOf, changed } from "@/lib/address";

const params = (text: string) => new URLSearchParams(text);

describe("state in the address", () => {
  it("removes with null, repeats a list and keeps the rest", () => {
    const next = changed(params("a=1&model=x&model=y"), { model: ["z", ""], a: null, b: "2" });
    expect(addressOf("/p", next)).toBe("/p?model=z&model=&b=2");
    expect(addressOf("/p", changed(next, { model: null, b: null }))).toBe("/p");
  });

  it("reads filters, with the model that is not recorded, and drops what is no filter", () => {
    const filters = readFilters(params("model=&model=opus&agent=main&agent=boss&status=error&status=odd&session=s-1&from=yesterday&to=2026-01-02T00:00:00Z"));
    expect(filters).toMatchObject({ from: null, to: "2026-01-02T00:00:00Z", model: ["", "opus"], agent: ["main"], agent_name: [], session: ["s-1"], status: ["error"] });
    expect(queryString(toQuery(filters), { by: "model" })).toBe("by=model&to=2026-01-02T00%3A00%3A00Z&model=&model=opus&agent=main&session=s-1&status=error");
  });
});

describe("the address of the calls behind a count", () => {
  const filters = readFilters(params("figure=cost&in.model=x&from=2026-01-02T00:00:00Z&model=opus&model=haiku&agent=main"));

  it("carries the page's filters and nothing else of its address", () => {
    expect(callsHref("p", filters)).toBe("/projects/p/explore?from=2026-01-02T00%3A00%3A00Z&model=opus&model=haiku&agent=main");
    expect(callsHref("p", readFilters(params("figure=cost")))).toBe("/projects/p/explore");
  });

  it("narrows to a row, also to the model that is not recorded", () => {
    expect(callsHref("p", filters, { model: [""] })).toBe("/projects/p/explore?from=2026-01-02T00%3A00%3A00Z&model=&agent=main");
  });
});

describe("the address of a figure", () => {
  it("opens the evidence of a row under the page's filters", () => {
    const open = changed(params("agent=main"), openChanges({ id: "cost", evidence: "/api/projects/x/evidence?figure=cost" }, { model: "opus" }));
    expect(readEvidence(open)).toEqual({ figure: "cost", of: null, query: { model: ["opus"], agent: ["main"] } });
  });

  it("closes without a trace", () => {
    const open = changed(params("agent=main"), openChanges({ id: "cost", evidence: null }, { model: "opus" }));
    expect(changed(open, CLOSED).toString()).toBe("agent=main");
  });
});

describe("the analysis of a figure", () => {
  it.each([
    ["/api/projects/x/savings/prompt-caching/evidence?figure=none.cost", "savings/prompt-caching"],
    ["/api/projects/x/latency/evidence?figure=none.cost", "latency"],
    ["/api/projects/x/evidence?figure=none.cost", null],
  ])("knows which analysis the figure of %s belongs to", (evidence, of) => {
    const open = changed(params("lever=other&of=another"), openChanges({ id: "none.cost", evidence }));
    expect(readEvidence(open)?.of).toBe(of);
  });

  it("follows names only, whatever an address says", () => {
    expect(readEvidence(params("figure=cost&lever=../calls"))?.of).toBeNull();
  });

  it("narrows as the link of a report's figure does", () => {
    const figure = { id: "a", evidence: "/api/projects/x/evidence?figure=cost&model=opus&model=haiku&feature=tests" };
    const open = changed(params("run=r"), openChanges(figure, withinOf(figure)));
    expect(readEvidence(open)).toEqual({ figure: "cost", of: null, query: { model: ["opus", "haiku"], feature: ["tests"] } });
  });
});
