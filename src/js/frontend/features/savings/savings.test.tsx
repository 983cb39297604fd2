import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { SavingsPage } from "@/features/savings/savings";
import { json } from "@/tests/json";
import { renderPage } from "@/tests/render";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("says after a second what takes so long", async () => {
  const never = new Promise<Response>(() => undefined);
  const overview = { calls: 2400, filters: { models: [], agents: [] }, time: { from: null, to: null } };
  vi.stubGlobal("fetch", ({ url }: Request) => (url.includes("/overview") ? Promise.resolve(json(overview)) : never));
  renderPage(<SavingsPage />);
  await act(() => vi.advanceTimersByTimeAsync(900));
  expect(screen.queryByText(/Replaying/)).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(200));
  expect(screen.getByText(/^Replaying 2,400 calls/)).toBeInTheDocument();
});
