import { ReportFigure } from "@/features/report/numbers";
import { Part } from "@/features/report/part";
import { PassageText } from "@/features/report/passage";
import type { Finding } from "@/lib/api/types";

function TradeOffs({ tradeoffs }: { tradeoffs: readonly string[] }) {
  return (
    <ul className="grid grid-cols-1 list-disc gap-0.5 pl-4 text-sm text-ink-2">
      {tradeoffs.map((text, index) => (
        <li key={index} dir="auto" className="wrap-anywhere">
          {text}
        </li>
      ))}
    </ul>
  );
}

function FindingRow({ finding: { title, saving, passage, tradeoffs } }: { finding: Finding }) {
  return (
    <li className="grid grid-cols-1 gap-1.5 border-b border-line px-4 py-3 last:border-0 print:break-inside-avoid print:px-0">
      <div className="flex items-baseline justify-between gap-4">
        <h4 dir="auto" className="min-w-0 font-medium wrap-anywhere">
          {title}
        </h4>
        {saving && (
          <span className="shrink-0 text-lg">
            <ReportFigure figure={saving} label={`Saving: ${title}`} className="font-semibold text-saving" />
          </span>
        )}
      </div>
      <PassageText passage={passage} className="text-ink-2" />
      {tradeoffs.length > 0 && <TradeOffs tradeoffs={tradeoffs} />}
    </li>
  );
}

export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <Part title="What was found" flush>
      <ul>
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} />
        ))}
      </ul>
    </Part>
  );
}

/** Those that hold for the whole report, and not for one finding only, whose own list has them. */
export function Overall({ tradeoffs, findings }: { tradeoffs: readonly string[]; findings: readonly Finding[] }) {
  const said = new Set(findings.flatMap((finding) => finding.tradeoffs));
  const rest = tradeoffs.filter((text) => !said.has(text));
  if (rest.length === 0) return null;
  return (
    <Part title="To weigh">
      <TradeOffs tradeoffs={rest} />
    </Part>
  );
}
