import { expect, it } from "vitest";

import { csv } from "@/lib/csv";

it("quotes what must be quoted and never lets a spreadsheet run a cell", () => {
  const text = csv(["name", "cost"], [['a "b", c', "-1.5"], ["=HYPERLINK(1)", null], ["line\nbreak", 3]]);
  expect(text).toBe('name,cost\r\n"a ""b"", c",-1.5\r\n\'=HYPERLINK(1),\r\n"line\nbreak",3\r\n');
});
