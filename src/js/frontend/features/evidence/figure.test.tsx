import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { FigureDoor } from "@/features/evidence/figure";
import { figure } from "@/tests/figures";
import { renderPage } from "@/tests/render";

describe("a figure", () => {
  it("is a door to the calls behind it", async () => {
    renderPage(<FigureDoor figure={figure()} label="Cost" within={{ model: "opus" }} />, { search: "?agent=main" });
    await userEvent.click(screen.getByRole("button", { name: /Cost:\s*\$12,543.58/ }));
    expect(window.location.search).toBe("?agent=main&in.model=opus&figure=cost");
  });

  it("shows in words and line that it is estimated, with its interval", () => {
    renderPage(<FigureDoor figure={figure({ kind: "estimated", value: "2400", interval: ["2100", "2700"] })} label="Cost" size="short" />);
    expect(screen.getByRole("button", { name: /Cost:\s*\$2.4k\s*, estimated\s*± \$300.00/ })).toBeInTheDocument();
    expect(screen.getByText("$2.4k")).toHaveClass("decoration-dotted");
  });

  it("says not recorded, never zero, and what to send", async () => {
    const unknown = figure({ value: null, kind: "unknown", evidence: null, missing: "Send the cache tokens." });
    renderPage(<FigureDoor figure={unknown} label="Read from cache" />);
    await userEvent.click(screen.getByRole("button", { name: /Read from cache:\s*not recorded/ }));
    expect(screen.getByText("Send the cache tokens.")).toBeInTheDocument();
  });
});
