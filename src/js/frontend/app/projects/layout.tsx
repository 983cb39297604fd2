import type { ReactNode } from "react";

import { UploadsProvider } from "@/features/imports/uploads";
import { SessionGate } from "@/features/session/gate";

export default function ProjectsLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <SessionGate>
      <UploadsProvider>{children}</UploadsProvider>
    </SessionGate>
  );
}
