/** How a question was taken, below the question itself; nothing where it could not be read. */
export function ReadAs({ title }: { title: string }) {
  if (title === "") return null;
  return (
    <p dir="auto" className="text-sm text-ink-2 wrap-anywhere">
      Read as: {title.charAt(0).toLowerCase() + title.slice(1)}
    </p>
  );
}
