"use client";

import type { SubmitEvent } from "react";
import { toast } from "sonner";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Choice, Field } from "@/components/field";
import { FormError } from "@/components/say-error";
import { Page } from "@/features/frame/page";
import { PRICE_BOOKS, TEXT_POLICIES } from "@/features/projects/policies";
import { useChangeProject, useProject } from "@/features/projects/queries";
import { DeleteProject } from "@/features/settings/delete-project";
import { readForm } from "@/features/settings/read-form";
import { SettingsTabs } from "@/features/settings/tabs";
import type { Project } from "@/lib/api/types";
import { counted } from "@/lib/format";
import { zones } from "@/lib/time";

function Identity({ project }: { project: Project }) {
  return (
    <Card title="Project">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name">{(ids) => <input {...ids} name="name" required maxLength={120} defaultValue={project.name} autoComplete="off" data-testid="project-name" />}</Field>
        <Field label="Time zone" hint="Days and hours are cut, and times shown, in this zone.">
          {(ids) => (
            <select {...ids} name="time_zone" defaultValue={project.time_zone}>
              {zones().map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </Card>
  );
}

function fixedNote({ calls }: Project, what: string, open: string): string {
  return calls > 0 ? `${what} is fixed since the first of ${counted(calls, "call")} arrived.` : open;
}

function TextPolicyCard({ project }: { project: Project }) {
  return (
    <Card title="Text of prompts and answers" lead={fixedNote(project, "The choice", "Choose before the first call; it is fixed afterwards.")}>
      <fieldset className="grid gap-2 sm:grid-cols-3" disabled={project.calls > 0}>
        <legend className="sr-only">Text policy</legend>
        {TEXT_POLICIES.map(({ value, title, hint }) => (
          <Choice key={value} name="text_policy" value={value} title={title} hint={hint} defaultChecked={project.text_policy === value} />
        ))}
      </fieldset>
    </Card>
  );
}

function Prices({ project }: { project: Project }) {
  const assumed = project.assumed_price;
  return (
    <Card title="Prices" lead={fixedNote(project, "The book", "Choose the book before the first call; each call is priced when it arrives.")}>
      <fieldset className="grid gap-2 sm:grid-cols-2" disabled={project.calls > 0}>
        <legend className="mb-1 text-sm font-medium">Price book</legend>
        {PRICE_BOOKS.map(({ value, title, hint }) => (
          <Choice key={value} name="price_book" value={value} title={title} hint={hint} defaultChecked={project.price_book === value} />
        ))}
      </fieldset>
      <fieldset className="mt-4">
        <legend className="text-sm font-medium">Assumed price for calls without a model</legend>
        <p className="mb-2 text-sm text-ink-2">US dollars per million tokens. Every figure that rests on it says so. Leave empty for none: such calls then have no cost.</p>
        <div className="grid max-w-md grid-cols-2 gap-3">
          <Field label="Input">{(ids) => <input {...ids} name="input_per_million" inputMode="decimal" pattern="\d+(\.\d{1,6})?" defaultValue={assumed?.input_per_million ?? ""} placeholder="none" />}</Field>
          <Field label="Output">{(ids) => <input {...ids} name="output_per_million" inputMode="decimal" pattern="\d+(\.\d{1,6})?" defaultValue={assumed?.output_per_million ?? ""} placeholder="none" />}</Field>
        </div>
      </fieldset>
    </Card>
  );
}

function ProjectForm({ project }: { project: Project }) {
  const change = useChangeProject(project.id);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    change.mutate(readForm(new FormData(event.currentTarget), project), { onSuccess: () => toast("Settings saved") });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Identity project={project} />
      <TextPolicyCard project={project} />
      <Prices project={project} />
      <FormError error={change.error} />
      <div>
        <Button type="submit" look="primary" disabled={change.isPending}>
          {change.isPending ? "Saving…" : "Save settings"}
        </Button>
      </div>
    </form>
  );
}

function Content() {
  const { data, isPlaceholderData } = useProject();
  if (!data || isPlaceholderData) return null; // a form must start from what the project is now
  return (
    <>
      <ProjectForm key={data.id} project={data} />
      <DeleteProject project={data} />
    </>
  );
}

export function SettingsPage() {
  return (
    <Page title="Settings" tabs={<SettingsTabs />}>
      <Content />
    </Page>
  );
}
