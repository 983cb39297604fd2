import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";

import { numberedNotes } from "@/features/report/notes";
import { ReportBody } from "@/features/report/report";
import { REPORT } from "@/tests/conversation";
import { renderPage } from "@/tests/render";

afterEach(() => window.localStorage.clear());

it("a report: answers first, and says what to do, what was found and what is not known", () => {
  const { container } = renderPage(<ReportBody report={REPORT} onChoose={null} />);
  const text = container.textContent;
  const places = ["can be saved", "What to do", "What was found", "By model", "What is not known", "How it was worked out"].map((words) => text.indexOf(words));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
  expect(screen.getByText("Send gen_ai.output.messages: only a fingerprint need be kept.")).toBeInTheDocument();
  expect(screen.getAllByText("not recorded")[0]).toBeInTheDocument();
});

it("a report: keeps in this browser which of its actions are done", async () => {
  const { unmount } = renderPage(<ReportBody report={REPORT} onChoose={null} />);
  await userEvent.click(screen.getByRole("checkbox", { name: "Done: Answer exact repeats from a cache" }));
  expect(screen.getByText("1 of 2 open")).toBeInTheDocument();
  unmount();
  renderPage(<ReportBody report={REPORT} onChoose={null} />);
  expect(screen.getByRole("checkbox", { name: "Done: Answer exact repeats from a cache" })).toBeChecked();
});

it("a report: opens an action to its steps, how to check it and how to undo it", async () => {
  renderPage(<ReportBody report={REPORT} onChoose={null} />);
  const second = screen.getByRole("button", { name: "Answer exact repeats from a cache", expanded: false });
  await userEvent.click(second);
  expect(second).toHaveAttribute("aria-expanded", "true");
  expect(screen.getByText("Switch the lookup off; calls go through as before.")).toBeInTheDocument();
});

it("a report: asks the option that is chosen, and only where the reader may ask", async () => {
  const choice = { question: "Which do you mean?", options: ["Cost", "Time"] };
  const answer = { text: choice.question, figures: {} };
  const onChoose = vi.fn();
  const { unmount } = renderPage(<ReportBody report={{ ...REPORT, answer, choice }} onChoose={onChoose} />);
  const group = screen.getByRole("group", { name: "Which do you mean?" });
  expect(screen.getAllByText("Which do you mean?")).toHaveLength(1);
  await userEvent.click(within(group).getByRole("button", { name: "Time" }));
  expect(onChoose).toHaveBeenCalledWith(1, "Time");
  unmount();
  renderPage(<ReportBody report={{ ...REPORT, answer, choice }} onChoose={null} />);
  expect(screen.getByRole("button", { name: "Time" })).toBeDisabled();
});

it("a report: says which calls it is about, and which words of the question were not used", () => {
  const unread = ["since the 20th", "<b>at</b> the peak"];
  renderPage(<ReportBody report={{ ...REPORT, unread }} onChoose={null} />);
  expect(screen.getByText(REPORT.scope)).toBeInTheDocument();
  expect(screen.getByTestId("not-used")).toHaveTextContent("Not used of your question: “since the 20th”, “<b>at</b> the peak”");
  renderPage(<ReportBody report={REPORT} onChoose={null} />);
  expect(screen.getAllByTestId("not-used")).toHaveLength(1);
});

it("a report: answers each question that was asked in one, and says what of each was not used", () => {
  const further = { ...REPORT, question: "and <i>who</i> uses it?", unread: ["who"], answer: { text: "Bob uses it.", figures: {} } };
  renderPage(<ReportBody report={{ ...REPORT, first_question: "Where can I save", further: [further] }} onChoose={null} />);
  expect(screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(["“Where can I save”", "“and <i>who</i> uses it?”"]));
  const section = screen.getByRole("region", { name: "and <i>who</i> uses it?" });
  expect(section).toHaveTextContent("Bob uses it.");
  expect(section).toHaveTextContent("Not used of your question: “who”");
  const rests = screen.getByRole("group", { name: "What “and <i>who</i> uses it?” rests on" });
  expect(within(rests).getAllByRole("table")).toHaveLength(REPORT.sections.filter(({ table }) => table).length);
});

it("a report: says what went wrong", () => {
  renderPage(<ReportBody report={{ ...REPORT, failed: [{ title: "Replay prompt caching", detail: "It took too long." }] }} onChoose={null} />);
  expect(within(screen.getByRole("region", { name: "What went wrong" })).getByText("It took too long.")).toBeInTheDocument();
});

it("has one note for each figure of a document, in the order in which they are read", () => {
  const notes = numberedNotes(REPORT);
  expect(notes.map(({ number }) => number)).toEqual(notes.map((_, index) => index + 1));
  expect(notes.slice(0, 3).map(({ figure }) => figure.id)).toEqual(["cost", "repeats.cost", "write_5m.saving"]);
  expect(new Set(notes.map(({ key }) => key)).size).toBe(notes.length);
});
