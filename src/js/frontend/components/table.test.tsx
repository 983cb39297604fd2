import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { type Column, Table } from "@/components/table";
import * as download from "@/lib/download";

const COLUMNS: Column<{ name: string; cost: string | null }>[] = [
  { id: "name", title: "Model", cell: ({ name }) => <b>{name}</b>, value: ({ name }) => name },
  { id: "cost", title: "Cost", cell: () => "about $1", value: ({ cost }) => cost },
  { id: "act", title: "Act", cell: () => <button>Go</button> },
];
const ROWS = [{ name: "opus", cost: "1.000000001" }, { name: "a,b", cost: null }];

it("saves the columns it shows, in full", async () => {
  const save = vi.spyOn(download, "saveText").mockImplementation(() => undefined);
  render(<Table label="Models" columns={COLUMNS} rows={ROWS} rowKey={({ name }) => name} saveAs="models" />);
  await userEvent.click(screen.getByRole("button", { name: "Save Models as CSV" }));
  expect(save).toHaveBeenCalledWith("netra-models.csv", 'Model,Cost\r\nopus,1.000000001\r\n"a,b",\r\n');
});
