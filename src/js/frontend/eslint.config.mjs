import next from "@next/eslint-plugin-next";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

import { maxLogicLines } from "./eslint-rules/max-logic-lines.mjs";

const NETWORK = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource"];

const noNetwork = NETWORK.map((name) => ({
  name,
  message: "Only lib/ talks to the network: add a query or a call there.",
}));

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Only lib/server/environment.ts reads the environment.",
};

const noNetworkByWindow = {
  selector: `MemberExpression[object.name=/^(window|globalThis)$/][property.name=/^(${NETWORK.join("|")})$/]`,
  message: "Only lib/ talks to the network.",
};

export default tseslint.config(
  { ignores: [".next/**", "node_modules/**", "generated/**", "next-env.d.ts"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "eslint-rules/*.mjs", "scripts/*.mjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: {
      "@next/next": next,
      "jsx-a11y": a11y,
      "react-hooks": hooks,
      netra: { rules: { "max-logic-lines": maxLogicLines } },
    },
    rules: {
      ...next.configs["core-web-vitals"].rules,
      ...a11y.flatConfigs.strict.rules,
      ...hooks.configs.recommended.rules,
      "max-lines": ["error", 450],
      "netra/max-logic-lines": ["error", { max: 25 }],
      "no-console": "error",
      "no-restricted-globals": ["error", ...noNetwork],
      "no-restricted-syntax": ["error", noEnvironment, noNetworkByWindow],
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^\\.\\.?/", message: "Import by its full name, @/..." }] },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "hack"] }],
    },
  },
  { files: ["lib/**"], rules: { "no-restricted-globals": "off", "no-restricted-syntax": ["error", noEnvironment] } },
  { files: ["lib/server/environment.ts"], rules: { "no-restricted-syntax": ["error", noNetworkByWindow] } },
  {
    files: ["**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
  },
  { files: ["eslint.config.mjs"], rules: { "no-restricted-imports": "off" } },
);
