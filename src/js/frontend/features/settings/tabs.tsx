"use client";

import { TabLinks } from "@/components/tab-links";
import { useHasRole } from "@/features/members/queries";
import { useProjectId } from "@/features/projects/queries";

export function SettingsTabs() {
  const isAdmin = useHasRole("admin");
  const base = `/projects/${useProjectId()}/settings`;
  return (
    <TabLinks
      label="Settings"
      tabs={[
        { href: base, title: "Project" },
        { href: `${base}/keys`, title: "API keys" },
        { href: `${base}/members`, title: "Members" },
        { href: `${base}/sessions`, title: "Sign-ins" },
        ...(isAdmin ? [{ href: `${base}/audit`, title: "Audit log" }] : []),
      ]}
    />
  );
}
