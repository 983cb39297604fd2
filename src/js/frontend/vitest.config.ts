import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const FOLDERS = "{lib,features,components,app,eslint-rules}";

/** Only components pay for a browser's objects: `.test.tsx` has them, `.test.ts` does not. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      { extends: true, test: { name: "logic", environment: "node", include: [`${FOLDERS}/**/*.test.ts`] } },
      {
        extends: true,
        test: { name: "components", environment: "jsdom", include: [`${FOLDERS}/**/*.test.tsx`], setupFiles: ["tests/setup.ts"] },
      },
    ],
  },
});
