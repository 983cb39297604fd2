"use client";

import clsx from "clsx";
import { FileDown, FileJson, Upload } from "lucide-react";
import type { ChangeEvent, DragEvent } from "react";
import { useRef, useState } from "react";

import { Button } from "@/components/button";
import { sayError } from "@/components/say-error";
import { useUploads } from "@/features/imports/uploads";
import { useProjectId } from "@/features/projects/queries";
import { useApi } from "@/lib/api/context";
import type { FileFormat } from "@/lib/api/types";
import { saveFrom } from "@/lib/download";

const FORMATS: readonly { value: FileFormat; title: string }[] = [
  { value: "auto", title: "Find out from the file" },
  { value: "native", title: "Native JSON lines" },
  { value: "claude-code", title: "Claude Code session log" },
  { value: "openai-usage", title: "OpenAI usage export" },
  { value: "anthropic-usage", title: "Anthropic usage export" },
  { value: "weka", title: "Weka agent trace" },
  { value: "mooncake", title: "Mooncake trace" },
];

function useDrop(onFiles: (files: File[]) => void) {
  const [over, setOver] = useState(false);
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}

function Helpers() {
  const api = useApi();
  const save = (path: string, name: string) => () => {
    saveFrom(api, "backend", path, name).catch((error: unknown) => sayError("The file could not be saved", error));
  };
  return (
    <>
      <Button look="quiet" onClick={save("/api/imports/template.jsonl", "netra-calls.jsonl")}>
        <FileDown size={14} aria-hidden /> Template
      </Button>
      <Button look="quiet" onClick={save("/api/imports/schema.json", "netra-calls.schema.json")}>
        <FileJson size={14} aria-hidden /> Schema
      </Button>
    </>
  );
}

export function DropZone() {
  const id = useProjectId();
  const { start } = useUploads();
  const [format, setFormat] = useState<FileFormat>("auto");
  const input = useRef<HTMLInputElement>(null);
  const { over, handlers } = useDrop((files) => start(id, files, format));
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    start(id, [...(event.target.files ?? [])], format);
    event.target.value = "";
  };
  return (
    <section
      aria-label="Import files"
      className={clsx("grid justify-items-center gap-3 rounded-lg border-2 border-dashed p-8 text-center", over ? "border-accent bg-accent-soft" : "border-line bg-surface")}
      {...handlers}
    >
      <Upload size={28} aria-hidden className={over ? "text-accent" : "text-ink-3"} />
      <div>
        <p className="text-lg font-semibold">Drop log files here</p>
        <p className="text-ink-2">JSON lines, JSON, CSV or Parquet, as they are or gzipped, up to 5 GB each. The same file twice counts once.</p>
      </div>
      <div className="flex flex-wrap items-center justify-center gap-2">
        <input ref={input} id="import-files" type="file" multiple className="sr-only" onChange={choose} data-testid="import-input" tabIndex={-1} aria-label="Files to import" />
        <Button look="primary" onClick={() => input.current?.click()}>
          Choose files
        </Button>
        <label className="flex items-center gap-2 text-sm text-ink-2">
          Format
          <select value={format} onChange={(event) => setFormat(event.target.value as FileFormat)} className="h-8 rounded-md border border-line bg-surface px-2 text-sm text-ink">
            {FORMATS.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Helpers />
      </div>
    </section>
  );
}
