import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { Sections } from "@/features/report/sections";
import type { ReportCell, ReportSection } from "@/lib/api/types";
import { figure } from "@/tests/figures";
import { renderPage } from "@/tests/render";

const words = (text: string): ReportCell => ({ text, figure: null, call: null });
const amount = (value: string, id = "cost"): ReportCell => ({ text: "", figure: figure({ id, value }), call: null });
const section = (rows: ReportCell[][]): ReportSection => ({ heading: "By model", is_background: false, result_id: "r", passages: [], table: { columns: ["Model", "Change"], rows } });

it("a table: says of each number what it is, how much, and how sure", () => {
  renderPage(<Sections sections={[section([[words("gpt-5"), amount("2")]])]} />);
  expect(screen.getByRole("button", { name: "gpt-5, Change: $2.00, exact" })).toHaveTextContent(/^\$2.00$/);
  expect(screen.getByRole("columnheader", { name: "Change" })).toHaveClass("text-right");
});

it("a table: breaks long names at their joints, and gives them room", () => {
  const { container } = renderPage(<Sections sections={[section([[words("anthropic.claude-sonnet-4-5-20250929-v1:0"), amount("2")]])]} />);
  expect(container.querySelectorAll("td wbr")).toHaveLength(1);
  expect(container.querySelector("td span")).toHaveClass("min-w-36", "sm:max-w-64");
});

it("a table: writes the sign of a change", () => {
  renderPage(<Sections sections={[section([[words("search"), amount("2", "cost_change.feature")], [words("chat"), amount("-2", "cost_change.feature")]])]} />);
  expect(screen.getByText("+$2.00")).toBeInTheDocument();
  expect(screen.getByText("\u2212$2.00")).toBeInTheDocument();
});

it("a table: is left out without rows, its words are not", () => {
  renderPage(<Sections sections={[section([]), { ...section([]), heading: "By day", passages: [{ text: "12 rows are left out.", figures: {} }] }]} />);
  expect(screen.queryByRole("region", { name: "By model" })).not.toBeInTheDocument();
  expect(screen.queryByRole("table")).not.toBeInTheDocument();
  expect(screen.getByText("12 rows are left out.")).toBeInTheDocument();
});

it("a table: keeps a short name in one line, and a sentence as wide as there is room", () => {
  const { container } = renderPage(<Sections sections={[section([[words("u-026"), amount("2")], [words("Tiers, fees and calls without a known price"), amount("3")]])]} />);
  const [short, long] = container.querySelectorAll("td:first-child span[dir]");
  expect(short).toHaveClass("whitespace-nowrap");
  expect(long).not.toHaveClass("sm:max-w-64");
});

it("a table: names a number by all that its row is of", () => {
  const table = { columns: ["Feature", "Provider", "Calls", "Cost"], rows: [[words("chat"), words("openai"), words("9"), amount("2")]] };
  renderPage(<Sections sections={[{ ...section([]), table }]} />);
  expect(screen.getByRole("button", { name: "chat, openai, Cost: $2.00, exact" })).toBeInTheDocument();
});

it("a table: draws the largest share of a column as the full width", () => {
  const { container } = renderPage(<Sections sections={[section([[words("a"), amount("0.02", "cost.share")], [words("b"), amount("0.01", "cost.share")]])]} />);
  expect([...container.querySelectorAll<HTMLElement>("td [style]")].map(({ style }) => style.width)).toEqual(["100%", "50%"]);
});

it("a table: by time has its chart above it, and stays as its words", async () => {
  const rows = ["01", "02", "03", "04", "05", "06"].map((day) => [words(`2026-11-${day}`), words("12"), amount(day)]);
  renderPage(<Sections sections={[{ ...section([]), heading: "By day", table: { columns: ["Day", "Calls", "Cost"], rows } }]} />);
  expect(screen.getByRole("figure", { name: /^Cost over time\. Cost: the most is \$6\.00 \(2026-11-06\).* The table below has every value\.$/ })).toBeInTheDocument();
  expect(screen.getByRole("table")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: "Calls" }));
  expect(screen.getByRole("figure", { name: /^Calls over time/ })).toBeInTheDocument();
});

it("what is there to be looked up is folded, and open on paper", async () => {
  const background = { ...section([[words("Cost"), amount("2")]]), heading: "The calls that this is about", is_background: true };
  const { rerender } = renderPage(<Sections sections={[background]} />);
  const part = screen.getByRole("region", { name: background.heading }).querySelector("details");
  expect(part).not.toHaveAttribute("open");
  await userEvent.click(screen.getByRole("heading", { name: background.heading }));
  expect(part).toHaveAttribute("open");
  rerender(<Sections key="paper" sections={[background]} startOpen />);
  expect(screen.getByRole("region", { name: background.heading }).querySelector("details")).toHaveAttribute("open");
});
