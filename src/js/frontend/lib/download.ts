/** Saves what a service or a table says as a file. */

import type { Api } from "@/lib/api/client";
import { problemError } from "@/lib/api/errors";

export function saveText(name: string, text: string, type = "text/csv"): void {
  saveBlob(name, new Blob([text], { type }));
}

function saveBlob(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Fetches a path of one of the services with the caller's token and saves what it says under `name`. */
export async function saveFrom(api: Api, service: "backend" | "auth", path: string, name: string): Promise<void> {
  const { backendUrl, authUrl } = api.config;
  const response = await api.send(new Request((service === "auth" ? authUrl : backendUrl) + path));
  if (!response.ok) throw problemError(await response.json().catch(() => null), response);
  saveBlob(name, await response.blob());
}
