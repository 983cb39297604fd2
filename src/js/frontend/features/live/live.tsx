"use client";

import { useState } from "react";

import { Card } from "@/components/card";
import { CodeBlock } from "@/components/code-block";
import { Segmented } from "@/components/segmented";
import { Page } from "@/features/frame/page";
import { ImportTabs } from "@/features/imports/tabs";
import { CreateKey, NewKey } from "@/features/keys/create-key";
import { Arrivals } from "@/features/live/arrivals";
import { type SnippetId, SNIPPETS, snippet } from "@/features/live/snippets";
import { useApi } from "@/lib/api/context";

const HINTS: Readonly<Record<SnippetId, string>> = {
  curl: "Sends one made-up call; each run sends another.",
  python: "One span by hand. With an instrumentation library for your provider the attributes come by themselves.",
  env: "For a program that OpenTelemetry traces already: these variables, no code.",
};

export function LivePage() {
  const { config } = useApi();
  const [secret, setSecret] = useState<string | null>(null);
  const [id, setId] = useState<SnippetId>("curl");
  return (
    <Page title="Imports" tabs={<ImportTabs />}>
      <Card title="1. Make an API key" lead="It may send calls to this project and nothing else.">
        <div className="grid gap-3">
          <CreateKey onCreated={setSecret} />
          {secret !== null && <NewKey secret={secret} />}
        </div>
      </Card>
      <Card
        title="2. Send a call"
        lead={HINTS[id]}
        actions={<Segmented label="Snippet" value={id} options={SNIPPETS} onChange={setId} />}
      >
        <CodeBlock code={snippet(id, config.backendUrl, secret)} label="snippet" testId="snippet" />
      </Card>
      <Arrivals />
    </Page>
  );
}
