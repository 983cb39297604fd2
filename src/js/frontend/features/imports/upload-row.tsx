"use client";

import { X } from "lucide-react";

import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { FormError } from "@/components/say-error";
import { Progress } from "@/features/imports/progress";
import { type Upload, useUploads } from "@/features/imports/uploads";
import { bytes } from "@/lib/format";

export function UploadRow({ upload }: { upload: Upload }) {
  const { dismiss } = useUploads();
  const { key, name, size, sent, error, stop } = upload;
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3 first:border-0" data-testid="upload-row">
      <div className="flex items-center justify-between gap-3">
        <div className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <Badge tone={error ? "cost" : "accent"}>{error ? "Not sent" : "Sending"}</Badge>
        </div>
        <Button size="small" onClick={error ? () => dismiss(key) : stop} aria-label={error ? `Dismiss ${name}` : `Cancel sending ${name}`}>
          <X size={14} aria-hidden /> {error ? "Dismiss" : "Cancel"}
        </Button>
      </div>
      {error ? (
        <FormError error={error} />
      ) : (
        <>
          <Progress label={`Sending ${name}`} value={size === 0 ? null : sent / size} />
          <p className="text-sm text-ink-2">
            {bytes(sent)} of {bytes(size)} sent. You can go to another page meanwhile.
          </p>
        </>
      )}
    </li>
  );
}
