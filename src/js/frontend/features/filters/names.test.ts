import { describe, expect, it } from "vitest";
import { queryString, readFilters, toQuery } from "@/features/filters/filters";
import { nameOf } from "@/features/filters/names";

describe("bounds", () => {
  it.each([
    ["cost>0.05", "Cost over $0.05"],
    ["duration<=2000", "Duration at most 2000 ms"],
    ["ttft>=500", "First token at least 500 ms"],
    ["reasoning>500", "Reasoning tokens over 500"],
    ["input<100", "Input tokens under 100"],
    ["something else", "something else"],
  ])("names %s on its chip", (bound, name) => {
    expect(nameOf("bound", bound)).toBe(name);
  });

  it("carries what is a bound, and nothing else", () => {
    const filters = readFilters(new URLSearchParams("bound=cost%3E0.05&bound=cost%3D1&bound=price%3E2"));
    expect(queryString(toQuery(filters))).toBe("bound=cost%3E0.05");
  });
});
