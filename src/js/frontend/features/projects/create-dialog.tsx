"use client";

import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";

import { Button } from "@/components/button";
import { Dialog } from "@/components/drawer";
import { Choice, Field } from "@/components/field";
import { FormError } from "@/components/say-error";
import { TEXT_POLICIES } from "@/features/projects/policies";
import { useCreateProject } from "@/features/projects/queries";
import { ZoneField } from "@/features/projects/zone-field";
import type { ProjectCreate, TextPolicy } from "@/lib/api/types";

function read(form: HTMLFormElement): ProjectCreate {
  const data = new FormData(form);
  const text = (name: string) => data.get(name) as string;
  return {
    name: text("name").trim(),
    time_zone: text("time_zone"),
    text_policy: text("text_policy") as TextPolicy,
    price_book: "genai-prices",
  };
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function CreateProjectDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const create = useCreateProject((project) => {
    onClose();
    router.push(`/projects/${project.id}/imports`);
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(read(event.currentTarget));
  };
  return (
    <Dialog title="New project" description="A project holds the calls of one product or team." onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <Field label="Name">{(ids) => <input {...ids} name="name" required maxLength={120} autoComplete="off" />}</Field>
        <ZoneField zone={ownZone()} hint="Days and hours are cut in this zone." />
        <fieldset className="grid gap-2">
          <legend className="mb-1 text-sm font-medium">Text of prompts and answers (fixed with the first call)</legend>
          {TEXT_POLICIES.map((policy) => (
            <Choice key={policy.value} name="text_policy" value={policy.value} title={policy.title} hint={policy.hint} defaultChecked={policy.value === "mask"} />
          ))}
        </fieldset>
        <FormError error={create.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={create.isPending}>
            Create project
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
