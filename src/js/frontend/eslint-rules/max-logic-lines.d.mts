import type { Rule } from "eslint";

export const maxLogicLines: Rule.RuleModule;
