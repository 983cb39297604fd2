import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Page } from "@/features/frame/page";
import { useProject, useZone } from "@/features/projects/queries";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const Zone = () => <p>in {useZone()}</p>;

it("shows no time before the project's zone is known", async () => {
  answerWith({ [PROJECT]: () => json({ name: "Shop", time_zone: "Europe/Zurich" }) });
  renderPage(<Page title="Settings"><Zone /></Page>, { isKnown: false });
  expect(screen.getByText("Loading the project…")).toBeInTheDocument();
  expect(screen.queryByText(/^in /)).toBeNull();
  expect(await screen.findByText("in Europe/Zurich")).toBeInTheDocument();
});

function Refetch() {
  const project = useProject();
  return <button onClick={() => void project.refetch()}>again</button>;
}

it("keeps the page when the project cannot be refreshed", async () => {
  answerWith({ [PROJECT]: () => json({ title: "Down", detail: "It is down.", request_id: "req_2" }, 503) });
  renderPage(<Page title="Settings"><Zone /><Refetch /></Page>);
  act(() => screen.getByText("again").click());
  expect(await screen.findByText(/Could not refresh.*It is down/)).toBeInTheDocument();
  expect(screen.getByText("in UTC")).toBeInTheDocument();
});
