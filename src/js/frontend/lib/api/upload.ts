/** Sends a file with progress. XMLHttpRequest, since fetch does not report what was sent. */

import type { Api } from "@/lib/api/client";
import { offlineError, problemError } from "@/lib/api/errors";
import type { Import } from "@/lib/api/types";

export interface Upload {
  projectId: string;
  file: File;
  format: string;
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

function answerOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ["x-request-id", "retry-after"]) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(null, { status: request.status, headers });
}

function bodyOf(request: XMLHttpRequest): unknown {
  try {
    return JSON.parse(request.responseText) as unknown;
  } catch {
    return null;
  }
}

function settle(request: XMLHttpRequest, resolve: (made: Import) => void, reject: (e: Error) => void) {
  if (request.status >= 200 && request.status < 300) resolve(bodyOf(request) as Import);
  else reject(problemError(bodyOf(request), answerOf(request)));
}

function addressOf(api: Api, { projectId, file, format }: Upload): string {
  const query = new URLSearchParams({ file_name: file.name, format });
  return `${api.config.backendUrl}/api/projects/${projectId}/imports?${query.toString()}`;
}

export async function uploadImport(api: Api, upload: Upload): Promise<Import> {
  const token = await api.session.token();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(api, upload));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => upload.onProgress(event.loaded);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(offlineError(null));
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    upload.signal.addEventListener("abort", () => request.abort());
    request.send(upload.file);
  });
}
