/**
 * Writes generated/*.ts from spec/; with --check it only says whether they are stale.
 * --specs DIR reads the contracts of the services from elsewhere.
 */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import openapiTS, { astToString } from "openapi-typescript";

const ROOT = resolve(import.meta.dirname, "..");
const { values: asked } = parseArgs({ options: { check: { type: "boolean" }, specs: { type: "string" } } });
const SPECS = resolve(asked.specs ?? resolve(ROOT, "../../../spec/openapi"));
const EVENTS = resolve(ROOT, "../../../spec/events.schema.json");
const NOTE = "// Generated from spec/ by `pnpm generate`. Do not edit.\n\n";

async function client(service) {
  const spec = pathToFileURL(resolve(SPECS, `${service}.json`));
  return NOTE + astToString(await openapiTS(spec));
}

/** The messages of the socket: the generator reads OpenAPI only, so the schema is laid into an empty one. */
async function events() {
  const text = await readFile(EVENTS, "utf8");
  const { $defs: schemas, title } = JSON.parse(text.replaceAll("#/$defs/", "#/components/schemas/"));
  return NOTE + astToString(await openapiTS({ openapi: "3.1.0", info: { title, version: "1" }, paths: {}, components: { schemas } }));
}

async function isFresh(file, text) {
  return (await readFile(file, "utf8").catch(() => "")) === text;
}

const texts = { backend: await client("backend"), auth: await client("auth"), events: await events() };
for (const [name, text] of Object.entries(texts)) {
  const file = resolve(ROOT, `generated/${name}.ts`);
  if (!asked.check) await writeFile(file, text);
  else if (!(await isFresh(file, text))) {
    process.stderr.write(`generated/${name}.ts is stale: run \`pnpm generate\`.\n`);
    process.exitCode = 1;
  }
}
