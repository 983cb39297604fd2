"use client";

import { Dialog } from "@/components/drawer";
import { KEYS } from "@/features/frame/shortcuts";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl className="grid gap-2">
        {KEYS.map(({ keys, what }) => (
          <div key={what} className="flex items-center justify-between">
            <dt>{what}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <kbd key={key} className="min-w-6 rounded border border-line bg-sunken px-1.5 py-0.5 text-center">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
