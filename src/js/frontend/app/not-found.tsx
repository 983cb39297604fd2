import Link from "next/link";

import { buttonStyle } from "@/components/button";
import { Empty } from "@/components/states";

export default function NotFound() {
  return (
    <main id="content">
      <Empty
        title="There is no page at this address"
        actions={
          <Link href="/" className={buttonStyle("primary")}>
            Go to your project
          </Link>
        }
      >
        The link may be old, or a part of it was cut off.
      </Empty>
    </main>
  );
}
