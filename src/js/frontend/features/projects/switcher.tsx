"use client";

import { Check, ChevronsUpDown, FlaskConical, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/menu";
import { CreateProjectDialog } from "@/features/projects/create-dialog";
import { useProject, useProjectId, useProjects } from "@/features/projects/queries";
import { counted } from "@/lib/format";

function Trigger({ name, ...rest }: { name: string }) {
  return (
    <button
      type="button"
      data-testid="project-switcher"
      className="flex h-10 w-full min-w-0 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-left font-medium shadow-low hover:bg-sunken"
      {...rest}
    >
      <span className="min-w-0 flex-1 truncate">
        <span className="sr-only">Project: </span>
        {name}
      </span>
      <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-ink-3" />
    </button>
  );
}

export function ProjectSwitcher() {
  const router = useRouter();
  const current = useProjectId();
  const project = useProject();
  const projects = useProjects();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Menu trigger={<Trigger name={project.data?.name ?? "Project"} />}>
        <MenuLabel>Projects</MenuLabel>
        {projects.data?.map(({ id, name, calls, sample }) => (
          <MenuItem key={id} testId="project-option" onSelect={() => router.push(`/projects/${id}/overview`)} hint={counted(calls, "call")}>
            <Check size={14} aria-hidden className={id === current ? "text-accent" : "invisible"} />
            <span className="truncate">{name}</span>
            {sample && <FlaskConical size={12} aria-label="Sample data" className="shrink-0 text-ink-3" />}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onSelect={() => setCreating(true)}>
          <Plus size={14} aria-hidden /> New project…
        </MenuItem>
      </Menu>
      {creating && <CreateProjectDialog onClose={() => setCreating(false)} />}
    </>
  );
}
