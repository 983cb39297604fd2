import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { keepNext } from "@/features/session/next";
import { ReturnPage } from "@/features/session/return";
import { SignIn } from "@/features/session/sign-in";
import { json } from "@/tests/json";
import { answerWith, renderPage } from "@/tests/render";

const USER = { id: "u", email: "ada@example.com", name: "Ada", organization: { id: "o", name: "Org" } };
const GOOD = { access_token: "t", token_type: "Bearer", expires_in: 900, user: USER };
const CONFIG = { environment: "production", dev_login: false, dev_users: [], providers: [{ name: "google", title: "Google" }] };

const returned = (hash: string) => renderPage(<ReturnPage />, { path: "/sign-in/return", search: hash });

it("redeems the code once, clears the address, and goes where the person wanted to", async () => {
  const codes: unknown[] = [];
  answerWith({ "/auth/oauth/complete": (request) => (void request.json().then((body) => codes.push(body)), json(GOOD)) });
  keepNext("/projects/1/overview?model=a");
  const { router } = returned("#code=abc");
  await waitFor(() => expect(router.replace.mock.calls).toEqual([["/projects/1/overview?model=a"]]));
  expect(codes).toEqual([{ code: "abc" }]);
  expect(window.location.hash).toBe("");
});

it.each([
  ["#error=cancelled", /cancelled at the provider/],
  ["#error=already_registered", /signs in another way here/],
  ["#error=<b>x</b>", /could not be trusted/],
  ["", /could not be trusted/],
])("says what %s means, and how to begin again", async (hash, words) => {
  keepNext("/projects/1/ask");
  returned(hash);
  expect(await screen.findByRole("alert")).toHaveTextContent(words);
  expect(screen.getByTestId("begin-again")).toHaveAttribute("href", "/sign-in?next=%2Fprojects%2F1%2Fask");
});

it("says when the code was not good any more", async () => {
  answerWith({ "/auth/oauth/complete": () => json({ title: "Not signed in", detail: "This sign-in has ended: begin again." }, 401) });
  returned("#code=abc");
  expect(await screen.findByRole("alert")).toHaveTextContent("This sign-in has ended");
});

it("leads to no other site, whatever was kept", async () => {
  answerWith({ "/auth/oauth/complete": () => json(GOOD) });
  keepNext("//evil.example");
  const { router } = returned("#code=abc");
  await waitFor(() => expect(router.replace).toHaveBeenCalledWith("/"));
});

it("stays on the page while the provider is away, to be tried again", async () => {
  answerWith({
    "/auth/config": () => json(CONFIG),
    "/auth/oauth/google/start": () => json({ title: "Down", detail: "The provider is not answering." }, 503),
  });
  renderPage(<SignIn />, { path: "/sign-in" });
  await userEvent.click(await screen.findByTestId("sign-in-provider"));
  expect(await screen.findByRole("alert")).toHaveTextContent("not answering");
  expect(screen.getByTestId("sign-in-provider")).toBeEnabled();
});

it.each([
  ["?next=%2Fjoin", 1],
  ["?next=%2Fprojects%2F1%2Fask", 0],
])("says behind %s whether one is invited", async (search, times) => {
  answerWith({ "/auth/config": () => json(CONFIG) });
  renderPage(<SignIn />, { path: "/sign-in", search });
  await screen.findByTestId("sign-in-provider");
  expect(screen.queryAllByTestId("invited")).toHaveLength(times);
});
