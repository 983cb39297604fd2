import { Card } from "@/components/card";
import type { PromptCaching } from "@/lib/api/types";
import { counted } from "@/lib/format";

/** What the estimates rest on and what they leave out. */
export function Basis({ caching }: { caching: PromptCaching }) {
  const rule = caching.policies.find(({ id }) => id !== "none")?.cost.rule;
  const selective = caching.policies.find(({ id }) => id === "selective");
  return (
    <Card title="What this rests on" lead={`Every row is of the same ${counted(caching.calls, "recorded call")}. What a policy costs and saves is estimated, because of these assumptions:`}>
      <ul className="grid list-disc gap-1 pl-4">
        {caching.assumptions.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {caching.excluded.map(({ reason, calls }) => (
          <li key={reason}>
            Left out, {counted(calls, "call")}: {reason}
          </li>
        ))}
      </ul>
      {selective && (
        <p className="mt-3 text-sm text-ink-2">
          How “{selective.title}” was chosen: of the rules tried, which include caching every prompt for 5 minutes and for 1 hour, this one cost
          least on the first half of these calls. It is “{selective.cost.rule.text}” The later half had no part in the choice, so over all calls it can
          come out worse than 1 hour or 5 minutes.
        </p>
      )}
      {rule && (
        <p className="mt-3 text-sm text-ink-2">
          {rule.text}{" "}
          {rule.source_url ? (
            <a href={rule.source_url} target="_blank" rel="noreferrer" className="text-accent underline">
              {rule.source}
            </a>
          ) : (
            rule.source
          )}
          , {rule.date}
        </p>
      )}
    </Card>
  );
}
