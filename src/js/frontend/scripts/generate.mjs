/**
 * Writes generated/*.ts from spec/openapi; with --check it only says whether they are stale.
 * --specs DIR reads the contracts from elsewhere.
 */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import openapiTS, { astToString } from "openapi-typescript";

const ROOT = resolve(import.meta.dirname, "..");
const { values: asked } = parseArgs({ options: { check: { type: "boolean" }, specs: { type: "string" } } });
const SPECS = resolve(asked.specs ?? resolve(ROOT, "../../../spec/openapi"));
const NOTE = "// Generated from spec/openapi by `pnpm generate`. Do not edit.\n\n";

async function client(service) {
  const spec = pathToFileURL(resolve(SPECS, `${service}.json`));
  return NOTE + astToString(await openapiTS(spec));
}

async function isFresh(file, text) {
  return (await readFile(file, "utf8").catch(() => "")) === text;
}

for (const service of ["backend", "auth"]) {
  const file = resolve(ROOT, `generated/${service}.ts`);
  const text = await client(service);
  if (!asked.check) await writeFile(file, text);
  else if (!(await isFresh(file, text))) {
    process.stderr.write(`generated/${service}.ts is stale: run \`pnpm generate\`.\n`);
    process.exitCode = 1;
  }
}
