"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useState } from "react";

import { importsKey } from "@/features/imports/queries";
import type { Api } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import { type ApiError, asApiError } from "@/lib/api/errors";
import type { FileFormat } from "@/lib/api/types";
import { uploadImport } from "@/lib/api/upload";

/** A file on its way to the server. Lives above the pages, so leaving one does not stop it. */
export interface Upload {
  key: string;
  projectId: string;
  name: string;
  size: number;
  sent: number;
  error: ApiError | null;
  stop: () => void;
}

interface Uploads {
  uploads: readonly Upload[];
  start: (projectId: string, files: readonly File[], format: FileFormat) => void;
  dismiss: (key: string) => void;
}

const UploadsContext = createContext<Uploads | null>(null);

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (uploads === null) throw new Error("useUploads needs an UploadsProvider above it.");
  return uploads;
}

type Change = (key: string, change: Partial<Upload> | null) => void;

interface Sending {
  projectId: string;
  file: File;
  format: FileFormat;
  onEnd: () => void;
}

/** Starts one upload and returns it as it is shown; `change` tells how it goes on. */
function send(api: Api, { projectId, file, format, onEnd }: Sending, change: Change): Upload {
  // Not randomUUID, which exists on secure pages only.
  const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const stopper = new AbortController();
  const fail = (error: unknown) => {
    const stopped = error instanceof DOMException && error.name === "AbortError";
    change(key, stopped ? null : { error: asApiError(error) });
  };
  const onProgress = (sent: number) => change(key, { sent });
  uploadImport(api, { projectId, file, format, onProgress, signal: stopper.signal }).then(() => {
    onEnd();
    change(key, null);
  }, fail);
  return { key, projectId, name: file.name, size: file.size, sent: 0, error: null, stop: () => stopper.abort() };
}

/** Leaving the site would cut uploads, unlike leaving the page: ask first. */
function useWarningBeforeLeaving(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isSending]);
}

function changedList(list: readonly Upload[], key: string, change: Partial<Upload> | null): Upload[] {
  if (change === null) return list.filter((one) => one.key !== key);
  return list.map((one) => (one.key === key ? { ...one, ...change } : one));
}

export function UploadsProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  useWarningBeforeLeaving(uploads.some(({ error }) => error === null));
  const value = useMemo<Uploads>(() => {
    const change: Change = (key, next) => setUploads((list) => changedList(list, key, next));
    const start: Uploads["start"] = (projectId, files, format) => {
      const onEnd = () => void client.invalidateQueries({ queryKey: importsKey(projectId) });
      const started = files.map((file) => send(api, { projectId, file, format, onEnd }, change));
      setUploads((list) => [...list, ...started]);
    };
    return { uploads, start, dismiss: (key) => change(key, null) };
  }, [api, client, uploads]);
  return <UploadsContext value={value}>{children}</UploadsContext>;
}
