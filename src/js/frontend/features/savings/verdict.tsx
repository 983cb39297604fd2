import { Check, Equal, Minus, TrendingUp } from "lucide-react";

import { Badge, type Tone } from "@/components/badge";
import type { Policy } from "@/lib/api/types";

const LOOKS: Readonly<Record<Policy["verdict"], { tone: Tone; icon: typeof Check; title: string }>> = {
  baseline: { tone: "neutral", icon: Minus, title: "Baseline, hypothetical" },
  pays: { tone: "saving", icon: Check, title: "Pays" },
  same: { tone: "neutral", icon: Equal, title: "No change" },
  costs: { tone: "cost", icon: TrendingUp, title: "Costs money, not advised" },
};

export function VerdictBadge({ verdict }: { verdict: Policy["verdict"] }) {
  const { tone, icon: Icon, title } = LOOKS[verdict];
  return (
    <Badge tone={tone} icon={<Icon size={12} aria-hidden />}>
      {title}
    </Badge>
  );
}
