import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Estimated, WithEstimates } from "@/components/estimated";

it("marks an estimate for the eye and the ear, and nothing else", () => {
  const { container, rerender } = render(<Estimated when>$1.50</Estimated>);
  expect(container).toHaveTextContent(/^~\$1\.50, estimated$/);
  rerender(<Estimated when={false}>$1.50</Estimated>);
  expect(container).toHaveTextContent(/^\$1\.50$/);
});

it("shows an estimate that was written out as it shows every other", () => {
  const { container } = render(<WithEstimates text={"It was ~$1,234.50, a change of ~\u2212$0.41; ~12 % of $9.00, not ~/notes."} />);
  const marked = screen.getAllByTitle("Estimated").map(({ textContent }) => textContent);
  expect(marked).toEqual(["~$1,234.50, estimated", "~\u2212$0.41, estimated", "~12 %, estimated"]);
  expect(container).toHaveTextContent("; ~12 %, estimated of $9.00, not ~/notes.");
});
