"use client";

import type { SubmitEvent } from "react";
import { useState } from "react";
import { toast } from "sonner";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Choice, Field } from "@/components/field";
import { FormError } from "@/components/say-error";
import { Page } from "@/features/frame/page";
import { PRICE_BOOKS, TEXT_POLICIES } from "@/features/projects/policies";
import { useChangeProject, useProject } from "@/features/projects/queries";
import { ZoneField } from "@/features/projects/zone-field";
import { DeleteProject } from "@/features/settings/delete-project";
import { DeletedProjects } from "@/features/settings/deleted-projects";
import { OwnWordsCard } from "@/features/settings/own-words";
import { type PriceName, PRICES, readForm } from "@/features/settings/read-form";
import { SettingsTabs } from "@/features/settings/tabs";
import type { Project } from "@/lib/api/types";
import { counted } from "@/lib/format";

function Identity({ project }: { project: Project }) {
  return (
    <Card title="Project">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name">{(ids) => <input {...ids} name="name" required maxLength={120} defaultValue={project.name} autoComplete="off" data-testid="project-name" />}</Field>
        <ZoneField zone={project.time_zone} hint="Days and hours are cut, and times shown, in this zone." />
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

const PRICE_TITLES: Readonly<Record<PriceName, string>> = { input_per_million: "Input", output_per_million: "Output" };

function Prices({ project, missing }: { project: Project; missing: PriceName | null }) {
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
          {PRICES.map((name) => (
            <Field key={name} label={PRICE_TITLES[name]} error={missing === name ? "Enter this price too, or leave both empty." : null}>
              {(ids) => <input {...ids} name={name} inputMode="decimal" pattern="\d+(\.\d{1,6})?" defaultValue={assumed?.[name] ?? ""} placeholder="none" />}
            </Field>
          ))}
        </div>
      </fieldset>
    </Card>
  );
}

function ProjectForm({ project }: { project: Project }) {
  const change = useChangeProject(project.id);
  const [missing, setMissing] = useState<PriceName | null>(null);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readForm(new FormData(event.currentTarget), project);
    setMissing(read.missing);
    if (read.change) change.mutate(read.change, { onSuccess: () => toast("Settings saved") });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Identity project={project} />
      <TextPolicyCard project={project} />
      <Prices project={project} missing={missing} />
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
      <OwnWordsCard project={data} />
      <DeleteProject project={data} />
      <DeletedProjects />
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
