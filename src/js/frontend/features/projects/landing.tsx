"use client";

import { FolderPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";

import { Button } from "@/components/button";
import { Empty, Failure } from "@/components/states";
import { UserMenu } from "@/features/frame/user-menu";
import { DeletedOrganizations } from "@/features/members/departures";
import { CreateProjectDialog } from "@/features/projects/create-dialog";
import { useProjects } from "@/features/projects/queries";
import type { Project } from "@/lib/api/types";
import { remembered } from "@/lib/store";

function firstOf(projects: readonly Project[]): Project | undefined {
  const last = remembered("project");
  return projects.find(({ id }) => id === last) ?? projects.find(({ calls }) => calls > 0) ?? projects[0];
}

function NoProject() {
  const [creating, setCreating] = useState(false);
  return (
    <main id="content">
      <div className="flex justify-end p-3">
        <UserMenu folded={false} />
      </div>
      <Empty
        icon={<FolderPlus size={28} aria-hidden />}
        title="No project yet"
        actions={
          <Button look="primary" onClick={() => setCreating(true)}>
            New project
          </Button>
        }
      >
        Make one, drop a log file or send live calls, and see where the money goes.
      </Empty>
      <div className="mx-auto max-w-lg px-4">
        <DeletedOrganizations />
      </div>
      {creating && <CreateProjectDialog onClose={() => setCreating(false)} />}
    </main>
  );
}

/** Where sign-in ends: the project last open, or the first with calls. */
export function Landing() {
  const router = useRouter();
  const projects = useProjects();
  const first = projects.data && firstOf(projects.data);
  useEffect(() => {
    if (first) router.replace(`/projects/${first.id}/overview`);
  }, [first, router]);
  if (projects.error && !projects.data) return <Failure error={projects.error} onRetry={() => void projects.refetch()} />;
  return projects.data?.length === 0 ? <NoProject /> : null;
}
