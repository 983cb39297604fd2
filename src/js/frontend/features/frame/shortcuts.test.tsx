import { expect, it } from "vitest";

import { commandOf } from "@/features/frame/shortcuts";

const key = (name: string, more: KeyboardEventInit = {}, target: HTMLElement = document.body) => {
  const event = new KeyboardEvent("keydown", { key: name, ...more });
  Object.defineProperty(event, "target", { value: target });
  return event;
};

it("knows its keys and leaves typing alone", () => {
  expect(commandOf(key("k", { ctrlKey: true }), false)).toBe("onPalette");
  expect(commandOf(key("/"), false)).toBe("onPalette");
  expect(commandOf(key("?"), false)).toBe("onKeys");
  expect(commandOf(key("s"), true)).toBe("onPlace");
  expect(commandOf(key("s"), false)).toBeNull();
  expect(commandOf(key("/", {}, document.createElement("input")), false)).toBeNull();
});
