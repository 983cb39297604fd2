"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "next/navigation";

import { unwrap } from "@/lib/api/client";
import { useApi } from "@/lib/api/context";
import type { Project, ProjectChange, ProjectCreate } from "@/lib/api/types";

const PROJECTS = ["projects"] as const;
const ONE = "/api/projects/{project_id}" as const;
const path = (id: string) => ({ params: { path: { project_id: id } } });

export function useProjectId(): string {
  return useParams<{ projectId: string }>().projectId;
}

export function useProjects() {
  const { backend } = useApi();
  return useQuery({
    queryKey: PROJECTS,
    queryFn: ({ signal }) => unwrap(backend.GET("/api/projects", { signal })),
  });
}

export function useDeletedProjects() {
  const { backend } = useApi();
  return useQuery({
    queryKey: [...PROJECTS, "deleted"],
    queryFn: ({ signal }) => unwrap(backend.GET("/api/projects/deleted", { signal })),
  });
}

export function useProject() {
  const { backend } = useApi();
  const client = useQueryClient();
  const id = useProjectId();
  return useQuery<Project>({
    queryKey: ["project", id],
    queryFn: ({ signal }) => unwrap(backend.GET(ONE, { ...path(id), signal })),
    // The list of the switcher knows it already.
    placeholderData: () => client.getQueryData<Project[]>(PROJECTS)?.find((project) => project.id === id),
  });
}

/** The zone that this project's times are shown in. Any other would show them wrong, so there is none to fall back on. */
export function useZone(): string {
  const zone = useProject().data?.time_zone;
  if (zone === undefined) throw new Error("useZone needs a project that is known: Page holds its content until then.");
  return zone;
}

function useRefresh() {
  const client = useQueryClient();
  return async (id: string) => {
    await client.invalidateQueries({ queryKey: PROJECTS });
    await client.invalidateQueries({ queryKey: ["project", id] });
  };
}

export function useCreateProject(onCreated: (project: Project) => void) {
  const { backend } = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: ProjectCreate) => unwrap(backend.POST("/api/projects", { body })),
    onSuccess: async (project) => {
      await refresh(project.id);
      onCreated(project);
    },
  });
}

export function useChangeProject(id: string) {
  const { backend } = useApi();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ProjectChange) => unwrap(backend.PATCH(ONE, { ...path(id), body })),
    // Zone and assumed price change what every page of the project shows, and nothing of others.
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey: [name, of] }) => name === "projects" || of === id }),
  });
}

export function useDeleteProject() {
  const { backend } = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => unwrap(backend.DELETE(ONE, path(id))),
    onSuccess: (_, id) => refresh(id),
  });
}

export function useRestoreProject() {
  const { backend } = useApi();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => unwrap(backend.POST("/api/projects/{project_id}/restore", path(id))),
    onSuccess: (_, id) => refresh(id),
  });
}
