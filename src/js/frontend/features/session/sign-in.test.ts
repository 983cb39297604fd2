import { expect, it } from "vitest";

import { safeNext } from "@/features/session/sign-in";

it.each([
  ["/projects/1/overview?model=a", "/projects/1/overview?model=a"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["/sign-in?next=/", "/"],
  [null, "/"],
])("goes from sign-in to %s as %s", (next, where) => expect(safeNext(next)).toBe(where));
