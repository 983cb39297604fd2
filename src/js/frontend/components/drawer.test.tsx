import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it } from "vitest";

import { Dialog, Drawer } from "@/components/drawer";
import { renderPage } from "@/tests/render";

function Opened({ as: Panel }: { as: typeof Drawer }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open it
      </button>
      {isOpen && (
        <Panel title="Panel" onClose={() => setOpen(false)}>
          Inside
        </Panel>
      )}
    </>
  );
}

it.each([Drawer, Dialog])("a panel: gives the focus back to what opened it", async (panel) => {
  renderPage(<Opened as={panel} />);
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByRole("dialog", { name: "Panel" })).toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("button", { name: "Open it" })).toHaveFocus());
});
