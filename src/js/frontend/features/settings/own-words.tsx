"use client";

import { Plus, X } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { toast } from "sonner";

import { Button } from "@/components/button";
import { Card } from "@/components/card";
import { Field } from "@/components/field";
import { sayError } from "@/components/say-error";
import { type Column, Table } from "@/components/table";
import { useChangeProject } from "@/features/projects/queries";
import { faultOfWord, tidyWord } from "@/features/settings/own-word";
import type { Project, WordMeaning } from "@/lib/api/types";

const MEANINGS: Readonly<Record<WordMeaning, string>> = {
  user: "a user",
  session: "a session",
  feature: "a feature",
  agent: "an agent",
  call: "a call",
  nothing: "none of these",
};

type Words = Project["own_words"];

function useWords({ id, own_words: words }: Project) {
  const change = useChangeProject(id);
  const save = (own_words: Words, done: string) =>
    change.mutate({ own_words }, { onSuccess: () => toast(done, { action: { label: "Undo", onClick: () => save(words, "As it was before") } }), onError: (error) => sayError("It could not be saved", error) });
  const without = (word: string) => Object.fromEntries(Object.entries(words).filter(([one]) => one !== word));
  return {
    isPending: change.isPending,
    add: (word: string, meaning: WordMeaning) => save({ ...words, [word]: meaning }, `“${word}” is ${MEANINGS[meaning]}`),
    remove: (word: string) => save(without(word), `“${word}” is forgotten`),
  };
}

type Row = [word: string, meaning: WordMeaning];

function columns(remove: (word: string) => void, isPending: boolean): Column<Row>[] {
  return [
    { id: "word", title: "Your word", cell: ([word]) => <span dir="auto">{word}</span>, value: ([word]) => word },
    { id: "meaning", title: "Is in your calls", cell: ([, meaning]) => MEANINGS[meaning], value: ([, meaning]) => MEANINGS[meaning] },
    {
      id: "remove",
      title: "",
      number: true,
      cell: ([word]) => (
        <Button size="small" disabled={isPending} onClick={() => remove(word)} aria-label={`Forget ${word}`}>
          <X size={14} aria-hidden /> Forget
        </Button>
      ),
    },
  ];
}

function MeaningField() {
  return (
    <Field label="Is in your calls" className="min-w-40">
      {(ids) => (
        <select {...ids} name="meaning" defaultValue="user">
          {Object.entries(MEANINGS).map(([meaning, words]) => (
            <option key={meaning} value={meaning}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

const ALLOWED = "One to three words of letters, such as hotel, PR or pull request.";

function AddWord({ add, isPending }: { add: (word: string, meaning: WordMeaning) => void; isPending: boolean }) {
  const [fault, setFault] = useState<string | null>(null);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const word = tidyWord(form.get("word") as string);
    setFault(faultOfWord(word));
    if (faultOfWord(word) !== null) return;
    add(word, form.get("meaning") as WordMeaning);
    event.currentTarget.reset();
  };
  return (
    // What is not allowed is said in words below the field, not by the browser's bubble.
    <form noValidate onSubmit={submit} className="flex flex-wrap items-start gap-2 p-4">
      <Field label="Your word" className="w-104 max-w-full" error={fault} hint={ALLOWED}>
        {(ids) => <input {...ids} name="word" placeholder="hotel" autoComplete="off" onChange={() => setFault(null)} />}
      </Field>
      <MeaningField />
      <Button type="submit" size="tall" disabled={isPending} className="mt-6">
        <Plus size={14} aria-hidden /> Add
      </Button>
    </form>
  );
}

/** What a team calls its users and sessions, so that it can ask in its own words. */
export function OwnWordsCard({ project }: { project: Project }) {
  const { add, remove, isPending } = useWords(project);
  const rows = Object.entries(project.own_words);
  return (
    <Card title="Your own words" lead="If your users are hotels and your sessions are claims, say so here and ask in those words. A word that Ask does not know it asks about once, and keeps here." flush testId="own-words">
      {rows.length > 0 && <Table label="Your own words" columns={columns(remove, isPending)} rows={rows} rowKey={([word]) => word} saveAs={null} />}
      <AddWord add={add} isPending={isPending} />
    </Card>
  );
}
