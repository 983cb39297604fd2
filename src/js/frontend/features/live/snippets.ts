/** Code that sends one call, with the address and the key filled in. */

export const KEY_PLACEHOLDER = "nk_YOUR_KEY";

export type SnippetId = "curl" | "python" | "env";

export const SNIPPETS: readonly { value: SnippetId; title: string }[] = [
  { value: "curl", title: "curl" },
  { value: "python", title: "Python" },
  { value: "env", title: "Already traced" },
];

const ATTRIBUTES = [
  '{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}',
  '{"key":"gen_ai.provider.name","value":{"stringValue":"anthropic"}}',
  '{"key":"gen_ai.request.model","value":{"stringValue":"claude-sonnet-4-5"}}',
  '{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1200"}}',
  '{"key":"gen_ai.usage.output_tokens","value":{"intValue":"80"}}',
].join(",");

function curl(backend: string, key: string): string {
  const span = `{"traceId":"'$ID'","spanId":"'$(echo $ID | cut -c1-16)'","name":"chat","kind":3,"startTimeUnixNano":"'$NOW'000000000","endTimeUnixNano":"'$((NOW+1))'000000000","attributes":[${ATTRIBUTES}]}`;
  return [
    `NOW=$(date +%s) ID=$(od -An -tx1 -N16 /dev/urandom | tr -d ' \\n')`,
    `curl -sS ${backend}/v1/traces \\`,
    `  -H 'Authorization: Bearer ${key}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '{"resourceSpans":[{"scopeSpans":[{"spans":[${span}]}]}]}'`,
  ].join("\n");
}

/** Five lines beside the imports; pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http. */
function python(backend: string, key: string): string {
  return [
    "# pip install opentelemetry-sdk opentelemetry-exporter-otlp-proto-http",
    "from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter",
    "from opentelemetry.sdk.trace import TracerProvider",
    "from opentelemetry.sdk.trace.export import BatchSpanProcessor",
    "",
    `exporter = OTLPSpanExporter("${backend}/v1/traces", headers={"x-api-key": "${key}"})`,
    "provider = TracerProvider()",
    "provider.add_span_processor(BatchSpanProcessor(exporter))",
    'with provider.get_tracer("app").start_as_current_span("chat") as span:',
    '    span.set_attributes({"gen_ai.operation.name": "chat", "gen_ai.provider.name": "anthropic", "gen_ai.request.model": "claude-sonnet-4-5", "gen_ai.usage.input_tokens": 1200, "gen_ai.usage.output_tokens": 80})',
    "provider.shutdown()",
  ].join("\n");
}

function env(backend: string, key: string): string {
  return [
    `export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${backend}/v1/traces`,
    "export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf",
    `export OTEL_EXPORTER_OTLP_TRACES_HEADERS=x-api-key=${key}`,
  ].join("\n");
}

const WRITERS: Readonly<Record<SnippetId, (backend: string, key: string) => string>> = { curl, python, env };

export const snippet = (id: SnippetId, backend: string, key: string | null): string =>
  WRITERS[id](backend, key ?? KEY_PLACEHOLDER);
