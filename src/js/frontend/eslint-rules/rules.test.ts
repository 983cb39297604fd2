import { ESLint } from "eslint";
import { expect, it } from "vitest";

const FEATURE = "features/filters/filters.ts";
const LIB = "lib/csv.ts";
const SLOW_MS = 60_000;

const eslint = new ESLint();

/** The rules that `text` breaks when it stands in `file`. */
async function broken(text: string, file = FEATURE): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

it.each([
  ["a request outside lib", 'export const a = () => fetch("/x");', "no-restricted-globals"],
  ["a request by the window", 'export const a = () => window.fetch("/x");', "no-restricted-syntax"],
  ["the environment", "export const a = process.env.HOME;", "no-restricted-syntax"],
  ["a relative import", 'export { csv } from "../../lib/csv";', "no-restricted-imports"],
  ["any", "export const a = (b: any) => b as unknown;", "@typescript-eslint/no-explicit-any"],
  ["the console", 'export const a = () => console.log("x");', "no-console"],
  ["a long file", "export const a = 1;\n" + "\n".repeat(450), "max-lines"],
  ["a note for later", "// TO" + "DO later\nexport const a = 1;", "no-warning-comments"],
])("refuses %s", async (_, text, rule) => expect(await broken(text)).toContain(rule), SLOW_MS);

it("lets lib make requests, but not read the environment", async () => {
  expect(await broken('export const a = () => fetch("/x");\n', LIB)).toEqual([]);
  expect(await broken("export const a = process.env.HOME;", LIB)).toContain("no-restricted-syntax");
}, SLOW_MS);
