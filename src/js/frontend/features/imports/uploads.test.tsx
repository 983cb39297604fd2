import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { UploadsProvider, useUploads } from "@/features/imports/uploads";
import { PROJECT, renderPage } from "@/tests/render";

function Uploads() {
  const { uploads, start } = useUploads();
  const file = new File(["{}"], "a.jsonl");
  return <button onClick={() => start(PROJECT, [file, file], "auto")}>{uploads.map(({ name }) => name).join()}</button>;
}

it("sends files from a page that is not secure, the same name twice", async () => {
  vi.stubGlobal("fetch", () => new Promise(() => undefined));
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const broken = vi.spyOn(console, "error");
  renderPage(<UploadsProvider><Uploads /></UploadsProvider>);
  act(() => screen.getByRole("button").click());
  expect(await screen.findByText("a.jsonl,a.jsonl")).toBeInTheDocument();
  expect(broken).not.toHaveBeenCalled();
});
