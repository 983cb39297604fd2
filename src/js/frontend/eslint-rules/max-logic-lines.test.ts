import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { afterAll, describe, it } from "vitest";

import { maxLogicLines } from "@/eslint-rules/max-logic-lines.mjs";

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;
(RuleTester as unknown as { afterAll: typeof afterAll }).afterAll = afterAll;

const tester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { ecmaFeatures: { jsx: true } },
  },
});

const statements = (count: number) =>
  Array.from({ length: count }, (_, index) => `  step(${index});`).join("\n");
const markup = (count: number) =>
  `<ul>\n${Array.from({ length: count }, () => "    <li />").join("\n")}\n  </ul>`;
const tooLong = (count: number) => ({
  messageId: "tooLong",
  data: { count: String(count), max: "25" },
});

tester.run("max-logic-lines", maxLogicLines, {
  valid: [
    { name: "25 lines", code: `function f() {\n${statements(23)}\n}` },
    { name: "returned markup", code: `function List() {\n${statements(21)}\n  return (\n  ${markup(80)});\n}` },
    { name: "markup of an arrow", code: `const List = () => (\n  ${markup(80)});` },
    { name: "either of two", code: `function List() {\n  return ok ? (\n  ${markup(40)}) : (\n  ${markup(40)});\n}` },
  ],
  invalid: [
    { name: "26 lines", code: `function f() {\n${statements(24)}\n}`, errors: [tooLong(26)] },
    { name: "an arrow", code: `const f = () => {\n${statements(24)}\n};`, errors: [tooLong(26)] },
    {
      name: "a handler inside markup",
      code: `function List() {\n  return (\n<a onClick={() => {\n${statements(24)}\n}} />);\n}`,
      errors: [tooLong(26)],
    },
    {
      name: "markup that is not returned",
      code: `function List() {\n  const list = (\n  ${markup(30)});\n  return list;\n}`,
      errors: [tooLong(36)],
    },
  ],
});
