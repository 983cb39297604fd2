import { expect, it } from "vitest";

import { browserName } from "@/lib/user-agent";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on macOS"],
  ["python-httpx/0.28", "python-httpx/0.28"],
  ["", "unknown"],
])("knows %s as %s", (userAgent, name) => expect(browserName(userAgent)).toBe(name));
