import { Landing } from "@/features/projects/landing";
import { SessionGate } from "@/features/session/gate";

export default function Home() {
  return (
    <SessionGate>
      <Landing />
    </SessionGate>
  );
}
