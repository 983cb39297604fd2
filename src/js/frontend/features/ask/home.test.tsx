import { onlineManager } from "@tanstack/react-query";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach,  expect, it, vi } from "vitest";

import { Composer } from "@/features/ask/composer";
import { AskHome } from "@/features/ask/home";
import { renderAsk } from "@/tests/ask";
import { SUGGESTED, THREAD } from "@/tests/conversation";
import { json } from "@/tests/json";
import { PROJECT } from "@/tests/render";

beforeEach(() => window.sessionStorage.clear());
afterEach(() => vi.restoreAllMocks());

const field = () => screen.getByRole("textbox", { name: "Your question" });

function renderComposer(characters = 2000) {
  const onSend = vi.fn();
  return renderAsk(<Composer place="t1" onSend={onSend} placeholder="Ask" takesFocus />, { question_characters: characters }).then((view) => ({ ...view, onSend }));
}

it("the composer: sends with Enter and breaks the line with Shift and Enter", async () => {
  const { onSend } = await renderComposer();
  await userEvent.type(field(), "One{Shift>}{Enter}{/Shift}two{Enter}");
  expect(onSend.mock.calls).toEqual([["One\ntwo"]]);
  expect(field()).toHaveValue("");
});

it("the composer: does not send what an input method is still composing, nor nothing", async () => {
  const { onSend } = await renderComposer();
  await userEvent.type(field(), "  {Enter}");
  fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
  expect(onSend).not.toHaveBeenCalled();
  expect(screen.getByRole("button", { name: "Ask" })).toBeDisabled();
});

it("the composer: counts near the limit, and says how much is too much", async () => {
  const { onSend } = await renderComposer();
  fireEvent.change(field(), { target: { value: "x".repeat(1700) } });
  expect(screen.getByText("1,700 of 2,000")).toBeInTheDocument();
  fireEvent.change(field(), { target: { value: "x".repeat(2012) } });
  expect(screen.getByText("12 characters too many to be sent")).toBeInTheDocument();
  await userEvent.type(field(), "{Enter}");
  expect(onSend).not.toHaveBeenCalled();
});

it("the composer: keeps its draft for the thread", async () => {
  const first = await renderComposer();
  await userEvent.type(field(), "Half a ques");
  first.unmount();
  await renderComposer();
  expect(field()).toHaveValue("Half a ques");
});

it("the composer: says what happens to a question that is asked offline", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  await renderComposer();
  expect(screen.getByText("You are offline: it will be sent when the connection is back")).toBeInTheDocument();
});

const routes = { "/suggested-questions": () => json(SUGGESTED) };

it("a new question: can be one of those that the calls suggest, each with its reason", async () => {
  const { router, answer } = await renderAsk(<AskHome />, { routes: { ...routes, [`${PROJECT}/threads`]: () => json({ ...THREAD, id: "new" }, 201) } });
  await userEvent.click(await screen.findByRole("button", { name: /Where does the money go\?\s*95 calls, by model\./ }));
  await waitFor(() => expect(router.push).toHaveBeenCalledTimes(1));
  expect(String(router.push.mock.calls[0]?.[0])).toMatch(new RegExp(`^/projects/${PROJECT}/ask/[0-9a-f-]{36}$`));
  expect(answer).toHaveBeenCalled();
});

it("a new question: comes back as a draft when it could not be asked", async () => {
  await renderAsk(<AskHome />, { routes: { ...routes, [`${PROJECT}/threads`]: () => json({ title: "No", detail: "Not now." }, 409) } });
  await userEvent.type(field(), "Why?{Enter}");
  await waitFor(() => expect(field()).toHaveValue("Why?"));
});

it("a new question: is shown while it waits for the connection", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  onlineManager.setOnline(false);
  await renderAsk(<AskHome />, { routes });
  await userEvent.type(field(), "Why?{Enter}");
  expect(await screen.findByTestId("queued")).toHaveTextContent("Why?");
  onlineManager.setOnline(true);
});
