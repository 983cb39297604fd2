import { expect, it } from "vitest";

import { safeNext } from "@/features/session/next";

it.each([
  ["/projects/1/overview?model=a#x", "/projects/1/overview?model=a#x"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["//evil.example/projects", "/"],
  ["/..//evil.example", "/"],
  ["/.\\/evil.example", "/"],
  ["/\n//evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["//", "/"],
  ["/sign-in?next=/", "/"],
  [null, "/"],
])("goes from sign-in to %j as %s", (next, where) => expect(safeNext(next, "https://apex.example")).toBe(where));
