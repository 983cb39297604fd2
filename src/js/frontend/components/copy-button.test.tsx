import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { CopyButton } from "@/components/copy-button";

const clipboard = (value: unknown) => Object.defineProperty(navigator, "clipboard", { value, configurable: true });

it.each([
  ["on a page without a clipboard", undefined],
  ["when the browser refuses", { writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) }],
])("gives the text selected %s, and says so", async (_, value) => {
  const user = userEvent.setup();
  render(<CopyButton text="req_9" label="Copy the request id" />);
  clipboard(value);
  await user.click(screen.getByRole("button", { name: "Copy the request id" }));
  const field = await screen.findByRole("textbox", { name: "Text to copy" });
  expect(field).toHaveValue("req_9");
  expect([(field as HTMLTextAreaElement).selectionStart, (field as HTMLTextAreaElement).selectionEnd]).toEqual([0, 5]);
  expect(screen.getByText(/does not let the page copy/)).toBeInTheDocument();
});

it("copies what is true at the moment of pressing", async () => {
  const user = userEvent.setup();
  const writeText = vi.fn(() => Promise.resolve());
  render(<CopyButton text={() => window.location.pathname} label="Copy link" wide />);
  clipboard({ writeText });
  window.history.replaceState(null, "", "/later");
  await user.click(screen.getByRole("button", { name: "Copy link" }));
  expect(writeText).toHaveBeenCalledWith("/later");
  expect(await screen.findByText("Copied")).toBeInTheDocument();
});
