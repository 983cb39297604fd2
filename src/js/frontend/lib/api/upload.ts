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

function addressOf(api: Api, { projectId, file, format }: Upload): string {
  const query = new URLSearchParams({ file_name: file.name, format });
  return `${api.config.backendUrl}/api/projects/${projectId}/imports?${query.toString()}`;
}

/** Sends the file once; resolves when an answer has come, whatever it says. */
function sendOnce(api: Api, upload: Upload, token: string | null): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    // An abort that came before there was a request would otherwise be heard by nobody.
    upload.signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.open("POST", addressOf(api, upload));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.onprogress = (event) => upload.onProgress(event.loaded);
    request.onload = () => resolve(request);
    request.onerror = () => reject(offlineError(null));
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    upload.signal.addEventListener("abort", () => request.abort());
    request.send(upload.file);
  });
}

/** After a 401 the token is renewed and the file sent once more, as every other request is. */
async function answered(api: Api, upload: Upload): Promise<XMLHttpRequest> {
  const first = await sendOnce(api, upload, await api.session.token());
  if (first.status !== 401 || !(await api.session.refresh())) return first;
  upload.onProgress(0);
  return sendOnce(api, upload, await api.session.token());
}

export async function uploadImport(api: Api, upload: Upload): Promise<Import> {
  const request = await answered(api, upload);
  if (request.status < 200 || request.status >= 300) throw problemError(bodyOf(request), answerOf(request));
  return bodyOf(request) as Import;
}
