import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { Frame } from "@/features/frame/frame";
import { json } from "@/tests/json";
import { answerWith, PROJECT, renderPage } from "@/tests/render";

const down = () => json({ title: "No such project", detail: "It is gone." }, 404);

it("keeps its page when the project cannot be read again", async () => {
  answerWith({ [`${PROJECT}/imports`]: () => json([]), [PROJECT]: down, "/api/projects": () => json([]) });
  const { client } = renderPage(<Frame>the page</Frame>);
  await act(() => client.invalidateQueries({ queryKey: ["project"] }));
  await act(() => new Promise((done) => setTimeout(done, 20)));
  expect(client.getQueryState(["project", PROJECT])?.status).toBe("error");
  expect(screen.getByText("the page")).toBeInTheDocument();
});

it("offers another project when this one was never there", async () => {
  answerWith({ [`${PROJECT}/imports`]: () => json([]), [PROJECT]: down, "/api/projects": () => json([]) });
  renderPage(<Frame>the page</Frame>, { isKnown: false });
  expect(await screen.findByRole("link", { name: "Go to another project" })).toBeInTheDocument();
});
