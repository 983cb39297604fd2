"use client";

import { TabLinks } from "@/components/tab-links";
import { useProjectId } from "@/features/projects/queries";

export function ImportTabs() {
  const base = `/projects/${useProjectId()}/imports`;
  return (
    <TabLinks
      label="Ways to bring calls in"
      tabs={[
        { href: base, title: "Files" },
        { href: `${base}/live`, title: "Live calls" },
      ]}
    />
  );
}
