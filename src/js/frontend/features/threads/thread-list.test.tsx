import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { useThreadRuns } from "@/features/ask/context";
import { grouped, ThreadList } from "@/features/threads/thread-list";
import { ShareThread } from "@/features/threads/share";
import { renderAsk } from "@/tests/ask";
import { EVENTS, THREAD } from "@/tests/conversation";
import { json } from "@/tests/json";
import { PROJECT } from "@/tests/render";

const toasted = vi.hoisted(() => vi.fn<(title: string, options: { action: { label: string; onClick: () => void } }) => void>());
vi.mock("sonner", () => ({ toast: Object.assign(toasted, { error: vi.fn() }) }));

const sent = (answer: { mock: { calls: unknown[][] } }, method: string): Request[] => answer.mock.calls.map(([input]) => input).filter((input): input is Request => input instanceof Request && input.method === method);

async function menu(item: string) {
  await userEvent.click(await screen.findByRole("button", { name: `More about ${THREAD.title}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: item }));
}

it("searches by words", async () => {
  const { answer } = await renderAsk(<ThreadList />);
  await userEvent.type(screen.getByRole("searchbox"), "save");
  await waitFor(() => expect(answer.mock.calls.some(([input]) => input instanceof Request && input.url.includes("search=save"))).toBe(true));
});

it("renames in place with Enter, and leaves it with Escape", async () => {
  const { answer } = await renderAsk(<ThreadList />, { routes: { [`/threads/${THREAD.id}`]: () => json({ ...THREAD, title: "Savings" }) } });
  await menu("Rename");
  await userEvent.type(await screen.findByRole("textbox", { name: "Title" }), "x{Escape}");
  expect(sent(answer, "PATCH")).toHaveLength(0);
  await menu("Rename");
  const field = await screen.findByRole("textbox", { name: "Title" });
  await userEvent.clear(field);
  await userEvent.type(field, "Savings{Enter}");
  await waitFor(() => expect(sent(answer, "PATCH")).toHaveLength(1));
});

it("deletes with a way back, and leaves the page of what is gone", async () => {
  const { answer, router } = await renderAsk(<ThreadList />, {
    params: { threadId: THREAD.id },
    routes: { "/restore": () => json(THREAD), [`/threads/${THREAD.id}`]: () => new Response(null, { status: 204 }) },
  });
  await menu("Delete");
  await waitFor(() => expect(toasted).toHaveBeenCalledTimes(1));
  expect(router.push).toHaveBeenCalledWith(`/projects/${PROJECT}/ask`);
  toasted.mock.calls[0]?.[1].action.onClick();
  await waitFor(() => expect(sent(answer, "POST").some(({ url }) => url.endsWith("/restore"))).toBe(true));
  await waitFor(() => expect(router.push).toHaveBeenCalledWith(`/projects/${PROJECT}/ask/${THREAD.id}`));
});

function Following() {
  useThreadRuns(THREAD.id);
  return null;
}

it("shows the title that a run gives as soon as it is given", async () => {
  let title = "";
  const list = () => json({ threads: [{ ...THREAD, title }], next_cursor: null });
  const { open, tell } = await renderAsk(<><ThreadList /><Following /></>, { routes: { [`${PROJECT}/threads`]: list } });
  expect(await screen.findByText("Untitled question")).toBeInTheDocument();
  title = "Where can I save?";
  open();
  await tell(EVENTS.slice(0, 2).map((event) => ({ ...event, at: new Date().toISOString() })));
  expect(await screen.findByText("Where can I save?")).toBeInTheDocument();
});

it("is grouped by age, without empty groups", () => {
  const now = Date.parse("2026-11-27T12:00:00Z");
  const at = (changed_at: string) => ({ ...THREAD, changed_at });
  expect(grouped([at("2026-11-27T11:00:00Z"), at("2026-11-22T00:00:00Z"), at("2025-01-01T00:00:00Z")], now).map(({ title, threads }) => [title, threads.length])).toEqual([
    ["Today", 1],
    ["Last 7 days", 1],
    ["Older", 1],
  ]);
});

it("shares by a switch, and then has a link to copy", async () => {
  const { answer } = await renderAsk(<ShareThread thread={THREAD} />, { routes: { [`/threads/${THREAD.id}`]: () => json({ ...THREAD, is_shared: true }) } });
  await userEvent.click(screen.getByRole("button", { name: "Share" }));
  const dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(/Everybody in Acme/)).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole("switch"));
  await waitFor(() => expect(sent(answer, "PATCH")).toHaveLength(1));
});
