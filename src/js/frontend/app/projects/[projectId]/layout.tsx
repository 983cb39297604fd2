import type { ReactNode } from "react";
import { Suspense } from "react";

import { Frame } from "@/features/frame/frame";

export default function ProjectLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <Suspense>
      <Frame>{children}</Frame>
    </Suspense>
  );
}
