import type { Figure } from "@/lib/api/types";

export const figure = (change: Partial<Figure> = {}): Figure => ({
  id: "cost",
  value: "12543.582143",
  unit: "usd",
  kind: "exact",
  interval: null,
  rule: { id: "call-cost", text: "The sum over its calls.", source: "Glossary", source_url: null, date: "2026-11-23" },
  price_book: "definitions-flat",
  assumptions: [],
  formula: "2 calls",
  calls: 2,
  missing: null,
  evidence: "/api/projects/x/evidence?figure=cost",
  ...change,
});
