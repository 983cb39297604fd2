import { TriangleAlert } from "lucide-react";

/** Words of a question that say something and were not used: said in sight, never dropped in silence. */
export function NotUsed({ words }: { words: readonly string[] }) {
  if (words.length === 0) return null;
  return (
    <span data-testid="not-used" className="flex items-baseline gap-1.5 text-sm text-warning">
      <TriangleAlert size={14} aria-hidden className="shrink-0 self-center" />
      <span dir="auto" className="wrap-anywhere">
        Not used of your question: {words.map((word) => `“${word}”`).join(", ")}
      </span>
    </span>
  );
}
