import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Connected } from "@/features/frame/providers";
import { useChangeProject } from "@/features/projects/queries";
import { useApi, useSession } from "@/lib/api/context";
import { json } from "@/tests/json";
import { answerWith, CONFIG, newClient, PROJECT, renderPage } from "@/tests/render";

function Save() {
  const change = useChangeProject(PROJECT);
  return <button onClick={() => change.mutate({ name: "New" })}>{change.isSuccess ? "saved" : "save"}</button>;
}

it("asks anew for this project's answers only", async () => {
  answerWith({ [PROJECT]: () => json({}) });
  const client = newClient();
  const keys = [["config"], ["session"], ["overview", PROJECT, {}], ["overview", "another", {}], ["projects"]];
  for (const key of keys) client.setQueryData(key, "known");
  renderPage(<Save />, { client });
  act(() => screen.getByText("save").click());
  await screen.findByText("saved");
  const stale = keys.filter((key) => client.getQueryState(key)?.isInvalidated);
  expect(stale).toEqual([["overview", PROJECT, {}], ["projects"]]);
});

function Who() {
  const { session } = useApi();
  const { status } = useSession();
  return <button onClick={() => void session.signIn("u")}>{status}</button>;
}

it("keeps who is signed in when the configuration is read again", async () => {
  const user = { id: "u", email: "a@example.com", name: "Ada", organization: { id: "o", name: "Org" } };
  let reads = 0;
  answerWith({
    "/auth/": () => json({ access_token: "t", token_type: "Bearer", expires_in: 900, user }),
    "config.json": () => json({ ...CONFIG, environment: String((reads += 1)), missing: [] }),
  });
  const client = newClient();
  render(<QueryClientProvider client={client}><Connected><Who /></Connected></QueryClientProvider>);
  (await screen.findByText("unknown")).click();
  expect(await screen.findByText("signed-in")).toBeInTheDocument();
  await act(() => client.invalidateQueries());
  expect(reads).toBe(2);
  // The page hears of the new answer a moment after it came.
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(screen.getByText("signed-in")).toBeInTheDocument();
});
