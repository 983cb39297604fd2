import { ChevronRight } from "lucide-react";

import { Part } from "@/features/report/part";
import type { Report } from "@/lib/api/types";

/** Asks the option of this number; there is none where the reader may not ask. */
export type Choose = (option: number, words: string) => void;

interface ChoiceProps {
  choice: NonNullable<Report["choice"]>;
  onChoose: Choose | null;
}

const OPTION = "group flex min-h-10 w-full items-center gap-2 rounded-lg border border-line bg-surface px-3 py-2 text-left enabled:shadow-low enabled:hover:border-accent print:border-0 print:p-0";

/** "Name: what it is" */
const NAMED = /^([^:]+):\s+(.+)$/s;

function OptionWords({ option }: { option: string }) {
  const [, name, what] = NAMED.exec(option) ?? [];
  if (name === undefined || what === undefined) return option;
  return (
    <>
      <span className="font-medium">{name}:</span> <span className="text-ink-2">{what}</span>
    </>
  );
}

/** What has to be said before the question can be answered. */
export function Choice({ choice: { question, options }, onChoose }: ChoiceProps) {
  return (
    <Part title={question}>
      <div role="group" aria-label={question} className="grid grid-cols-1 gap-2">
        {options.map((option, index) => (
          <button key={index} type="button" onClick={() => onChoose?.(index, option)} disabled={onChoose === null} className={OPTION}>
            <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
              <OptionWords option={option} />
            </span>
            {onChoose && <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-3 group-hover:text-accent" />}
          </button>
        ))}
      </div>
    </Part>
  );
}
