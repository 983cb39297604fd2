import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { ToBegin } from "@/features/ask/to-begin";
import { PROJECT, renderPage } from "@/tests/render";

it("shows the way to the first calls only where there are none", async () => {
  const { client } = renderPage(<ToBegin />);
  expect(screen.queryByTestId("to-begin")).not.toBeInTheDocument();
  await act(() => Promise.resolve(client.setQueryData(["project", PROJECT], { id: PROJECT, name: "Shop", time_zone: "UTC", sample: null, calls: 0 })));
  expect(await screen.findByRole("link", { name: "Import a file" })).toHaveAttribute("href", `/projects/${PROJECT}/imports`);
});
