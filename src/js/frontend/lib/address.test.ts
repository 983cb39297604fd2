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
    expect(readEvidence(open)).toEqual({ figure: "cost", of: null, query: { model: ["opus"], agent: ["main"] }, options: {} });
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
});

describe("the link of a report's figure", () => {
  it("narrows what is opened as it does itself", () => {
    const figure = { id: "a", evidence: "/api/projects/x/evidence?figure=cost&model=opus&model=haiku&feature=tests" };
    const open = changed(params("run=r"), openChanges(figure, withinOf(figure)));
    expect(readEvidence(open)).toEqual({ figure: "cost", of: null, query: { model: ["opus", "haiku"], feature: ["tests"] }, options: {} });
  });

  it("keeps what else the figure depends on, such as the tokens that long calls have more of", () => {
    const figure = { id: "oversized.input.cost", evidence: "/api/projects/x/savings/call-sizes/evidence?figure=oversized.input.cost&model=opus&above_tokens=50000&above_side=input" };
    const open = changed(params("run=r"), openChanges(figure, withinOf(figure)));
    expect(readEvidence(open)).toEqual({ figure: figure.id, of: "savings/call-sizes", query: { model: ["opus"] }, options: { above_tokens: "50000", above_side: "input" } });
    const other = changed(open, openChanges({ id: "cost", evidence: "/api/projects/x/evidence?figure=cost" }));
    expect(readEvidence(other)?.options).toEqual({});
    expect(changed(open, CLOSED).toString()).toBe("run=r");
  });

  it("lets no option of an address stand for the figure, its calls or its pages", () => {
    const written = "with=figure%3Dinput&with=model%3Dhaiku&with=cursor%3D9&with=cap%3D5&with=odd&with=%3D1";
    expect(readEvidence(params(`figure=cost&${written}`))?.options).toEqual({ cap: "5" });
  });
});
