import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { PassageText, piecesOf } from "@/features/report/passage";
import { figure } from "@/tests/figures";
import { renderPage } from "@/tests/render";

const cost = figure({ value: "12.5", evidence: "/api/projects/x/savings/exact-repeats/evidence?figure=repeats.cost&model=opus" });

it("a passage: has a door in the place of each figure's name", async () => {
  renderPage(<PassageText passage={{ text: "They cost {cost} a day.", figures: { cost } }} />, { search: "?run=r" });
  expect(screen.getByText(/They cost/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Cost of opus: $12.50, exact" }));
  expect(window.location.search).toBe("?run=r&in.model=opus&figure=repeats.cost&lever=exact-repeats");
});

it.each(["{nothing} is known", "{} and {{", "{constructor} {__proto__}", "a { b } c"])("leaves braces that name no figure as they are: %s", (text) => {
  expect(piecesOf({ text, figures: { cost } }).map((piece) => ("text" in piece ? piece.text : "?")).join("")).toBe(text);
});

it("a passage: shows what is estimated and what is not recorded as everywhere", () => {
  const figures = { a: figure({ kind: "estimated", value: "1" }), b: figure({ kind: "unknown", value: null, evidence: null }) };
  renderPage(<PassageText passage={{ text: "{a}, {b}", figures }} />);
  expect(screen.getByText("$1.00")).toHaveClass("decoration-dotted");
  expect(screen.getByText("not recorded")).toBeInTheDocument();
});

it("a passage: is text, whatever it says", () => {
  const { container } = renderPage(<PassageText passage={{ text: "<img src=x onerror=alert(1)> **bold** [a](javascript:b)" }} />);
  expect(container.querySelectorAll("img, strong, a")).toHaveLength(0);
  expect(container.textContent).toContain("<img src=x onerror=alert(1)> **bold** [a](javascript:b)");
  expect(container.querySelector("p")).toHaveAttribute("dir", "auto");
});

it("a passage: keeps the marks around a figure with it, each once", () => {
  const figures = { a: figure({ value: "1" }), b: figure({ value: "2" }), c: figure({ value: "3" }) };
  const text = "From {a} to {b} ({c}). “{a}”, {b}, and ({c}";
  const { container } = renderPage(<PassageText passage={{ text, figures }} />);
  expect(container.textContent).toBe("From $1.00 to $2.00 ($3.00). “$1.00”, $2.00, and ($3.00");
  expect(screen.getAllByRole("button", { name: "Cost: $3.00, exact" })[0]?.parentElement).toHaveTextContent("($3.00).");
});

it("a passage: breaks no date, and names at their joints", () => {
  const { container } = renderPage(<PassageText passage={{ text: "The nearest is 2026-11-24, by anthropic.claude:v1 at 5:00." }} />);
  expect(screen.getByText("2026-11-24")).toHaveClass("whitespace-nowrap");
  expect(container.querySelectorAll("wbr")).toHaveLength(1);
  expect(container.textContent).toBe("The nearest is 2026-11-24, by anthropic.claude:v1 at 5:00.");
});
