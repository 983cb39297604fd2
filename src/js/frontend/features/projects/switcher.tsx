"use client";

import clsx from "clsx";
import { Check, ChevronsUpDown, FlaskConical, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";

import { Menu, MenuItem, MenuLabel, MenuLine } from "@/components/menu";
import { CreateProjectDialog } from "@/features/projects/create-dialog";
import { useProject, useProjectId, useProjects } from "@/features/projects/queries";
import { counted } from "@/lib/format";

function Trigger({ name, folded, ...rest }: { name: string; folded: boolean }) {
  return (
    <button
      type="button"
      data-testid="project-switcher"
      title={folded ? name : undefined}
      className={clsx(
        "flex min-w-0 items-center rounded-md border border-line bg-surface text-left font-medium shadow-low hover:bg-sunken",
        folded ? "size-8 justify-center" : "h-10 w-full gap-2 px-2.5",
      )}
      {...rest}
    >
      {folded && <span aria-hidden>{name.charAt(0)}</span>}
      <span className={folded ? "sr-only" : "min-w-0 flex-1 truncate"}>
        <span className="sr-only">Project: </span>
        {name}
      </span>
      {!folded && <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-ink-3" />}
    </button>
  );
}

/** Folded, it shows the first letter of the project. */
export function ProjectSwitcher({ folded = false }: { folded?: boolean }) {
  const router = useRouter();
  const current = useProjectId();
  const project = useProject();
  const projects = useProjects();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Menu trigger={<Trigger name={project.data?.name ?? "Project"} folded={folded} />}>
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
