import { Estimated } from "@/components/estimated";
import type { Call } from "@/lib/api/types";
import { money } from "@/lib/format";

interface CallCostProps {
  call: Pick<Call, "cost_usd" | "cost_kind">;
  write?: (usd: string) => string;
}

/** What a call cost: exact, estimated or not known, and never one that looks like another. */
export function CallCost({ call: { cost_usd, cost_kind }, write = money }: CallCostProps) {
  if (cost_usd === null) return <span className="text-unknown">price not known</span>;
  return <Estimated when={cost_kind === "estimated"}>{write(cost_usd)}</Estimated>;
}
