/** Rows as comma-separated values (RFC 4180), safe to open in a spreadsheet. */

export type Cell = string | number | null;

function cell(value: Cell): string {
  const raw = value === null ? "" : String(value);
  // A leading sign would make a spreadsheet run the text as a formula; numbers stay numbers.
  const text = /^[=+\-@\t\r]/.test(raw) && !/^-?\d+(\.\d+)?$/.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
