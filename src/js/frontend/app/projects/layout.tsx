import type { ReactNode } from "react";

import { AskProvider } from "@/features/ask/context";
import { UploadsProvider } from "@/features/imports/uploads";
import { SessionGate } from "@/features/session/gate";
import { SocketProvider } from "@/lib/socket/context";

export default function ProjectsLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <SessionGate>
      <UploadsProvider>
        <SocketProvider>
          <AskProvider>{children}</AskProvider>
        </SocketProvider>
      </UploadsProvider>
    </SessionGate>
  );
}
