import { renderHook, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";

import { useAddress } from "@/lib/address";

const address = () => renderHook(useAddress).result.current;
const where = () => window.location.pathname + window.location.search;

it("goes back when it closes what it opened, once, so that Back does not open it again", async () => {
  window.history.pushState(null, "", "/before");
  window.history.pushState(null, "", "/page?agent=main");
  const { open, close } = address();
  open({ figure: "cost" });
  expect(where()).toBe("/page?agent=main&figure=cost");
  close({ figure: null });
  close({ figure: null });
  await waitFor(() => expect(where()).toBe("/page?agent=main"));
  await new Promise((done) => setTimeout(done, 30));
  expect(where()).toBe("/page?agent=main");
  window.history.back();
  await waitFor(() => expect(where()).toBe("/before"));
});

it("stays when the link came with it open", () => {
  window.history.pushState(null, "", "/page?figure=cost");
  const entries = window.history.length;
  address().close({ figure: null });
  expect(where()).toBe("/page");
  expect(window.history.length).toBe(entries);
});
