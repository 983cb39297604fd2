import { Button } from "@/components/button";
import { Part } from "@/features/report/part";
import type { Report } from "@/lib/api/types";

/** Asks the option of this number; there is none where the reader may not ask. */
export type Choose = (option: number, words: string) => void;

interface ChoiceProps {
  choice: NonNullable<Report["choice"]>;
  onChoose: Choose | null;
}

/** What has to be said before the question can be answered. */
export function Choice({ choice: { question, options }, onChoose }: ChoiceProps) {
  return (
    <Part title={question}>
      <div role="group" aria-label={question} className="flex flex-wrap gap-2 print:grid">
        {options.map((option, index) => (
          <Button key={index} onClick={() => onChoose?.(index, option)} disabled={onChoose === null} className="h-auto! min-h-8 max-w-full py-1 text-left whitespace-normal!">
            <span dir="auto" className="wrap-anywhere">
              {option}
            </span>
          </Button>
        ))}
      </div>
    </Part>
  );
}
