import type { ReactNode } from "react";

import { AskFrame } from "@/features/ask/frame";

export default function AskLayout({ children }: Readonly<{ children: ReactNode }>) {
  return <AskFrame>{children}</AskFrame>;
}
