import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { CallCost } from "@/features/explore/call-cost";

it("tells exact, estimated and not known apart", () => {
  const { container, rerender } = render(<CallCost call={{ cost_usd: "1.5", cost_kind: "exact" }} />);
  expect(container).toHaveTextContent(/^\$1\.50$/);
  rerender(<CallCost call={{ cost_usd: "1.5", cost_kind: "estimated" }} />);
  expect(container).toHaveTextContent(/^~\$1\.50, estimated$/);
  expect(screen.getByTitle("Estimated")).toHaveClass("decoration-dotted");
  rerender(<CallCost call={{ cost_usd: null, cost_kind: "unknown" }} />);
  expect(container).toHaveTextContent("price not known");
});
