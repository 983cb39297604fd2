"use client";

import { Command, defaultFilter } from "cmdk";
import { Bot, Cpu, FlaskConical, Folder, KeyRound, Moon, Radio, SquarePen, Sun } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";

import { type By } from "@/features/filters/filters";
import { agentName, modelName } from "@/features/filters/names";
import { useChoices } from "@/features/filters/use-filters";
import { FILTERED, PLACES, placeHref } from "@/features/frame/places";
import { useProjectId, useProjects } from "@/features/projects/queries";
import { changed, useAddress } from "@/lib/address";
import { useTheme } from "@/lib/theme";

interface PaletteProps {
  onClose: () => void;
}

interface EntryProps {
  /** Tells it from others of the same name. */
  id: string;
  icon: ReactNode;
  children: string;
  onSelect: () => void;
  hint?: string;
}

function Entry({ id, icon, children, onSelect, hint }: EntryProps) {
  return (
    <Command.Item
      value={id}
      keywords={[children, ...(hint ? [hint] : [])]}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent-strong"
    >
      {icon}
      <span className="truncate">{children}</span>
      {hint && <span className="ml-auto text-xs text-ink-3">{hint}</span>}
    </Command.Item>
  );
}

/** By what is read, not by the id, whose letters would match by chance. */
const matches = (_id: string, search: string, keywords: string[] = []): number => defaultFilter(keywords.join(" "), search);

const GROUP =
  "p-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3";

function Places({ go }: { go: (href: string) => void }) {
  const id = useProjectId();
  const { params } = useAddress();
  return (
    <Command.Group heading="Go to" className={GROUP}>
      {PLACES.map(({ path, title, icon: Icon, key }) => (
        <Entry key={path} id={`place ${path}`} icon={<Icon size={16} aria-hidden />} onSelect={() => go(placeHref(id, path, params))} hint={`g ${key}`}>
          {title}
        </Entry>
      ))}
      <Entry id="place new-question" icon={<SquarePen size={16} aria-hidden />} onSelect={() => go(`/projects/${id}/ask`)}>
        New question
      </Entry>
      <Entry id="place live" icon={<Radio size={16} aria-hidden />} onSelect={() => go(`/projects/${id}/imports/live`)}>
        Send live calls
      </Entry>
      <Entry id="place keys" icon={<KeyRound size={16} aria-hidden />} onSelect={() => go(`/projects/${id}/settings/keys`)}>
        API keys
      </Entry>
    </Command.Group>
  );
}

function Projects({ go }: { go: (href: string) => void }) {
  const projects = useProjects();
  return (
    <Command.Group heading="Projects" className={GROUP}>
      {projects.data?.map(({ id, name, sample }) => (
        <Entry
          key={id}
          id={`project ${id}`}
          icon={sample ? <FlaskConical size={16} aria-hidden /> : <Folder size={16} aria-hidden />}
          onSelect={() => go(`/projects/${id}/overview`)}
          hint={sample ? "sample" : "project"}
        >
          {name}
        </Entry>
      ))}
    </Command.Group>
  );
}

/** On a page with filters the others stay; from any other page it leads to the overview. */
function FilterBy({ go }: { go: (href: string) => void }) {
  const id = useProjectId();
  const path = usePathname();
  const { params } = useAddress();
  const { filters } = useChoices();
  const place = FILTERED.find((one) => path === `/projects/${id}/${one}`) ?? "overview";
  const only = (name: By, value: string) => () => go(placeHref(id, place, changed(params, { [name]: value })));
  return (
    <Command.Group heading="Show only" className={GROUP}>
      {filters?.models.map(({ value }) => (
        <Entry key={value} id={`model ${value}`} icon={<Cpu size={16} aria-hidden />} onSelect={only("model", value)} hint="model">
          {modelName(value)}
        </Entry>
      ))}
      {filters?.agents.map(({ value }) => (
        <Entry key={value} id={`agent ${value}`} icon={<Bot size={16} aria-hidden />} onSelect={only("agent", value)} hint="agent">
          {agentName(value)}
        </Entry>
      ))}
    </Command.Group>
  );
}

function Looks({ onClose }: PaletteProps) {
  const [, setTheme] = useTheme();
  const choose = (theme: "light" | "dark") => () => {
    setTheme(theme);
    onClose();
  };
  return (
    <Command.Group heading="Look" className={GROUP}>
      <Entry id="look light" icon={<Sun size={16} aria-hidden />} onSelect={choose("light")}>
        Light theme
      </Entry>
      <Entry id="look dark" icon={<Moon size={16} aria-hidden />} onSelect={choose("dark")}>
        Dark theme
      </Entry>
    </Command.Group>
  );
}

export function Palette({ onClose }: PaletteProps) {
  const router = useRouter();
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label="Search and commands"
      filter={matches}
      overlayClassName="fixed inset-0 z-40 bg-shade fade-in"
      contentClassName="fade-in fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-xl bg-surface shadow-high"
    >
      <Command.Input
        placeholder="Search places, projects, models, agents…"
        className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-ink-3"
      />
      <Command.List className="max-h-[56vh] overflow-y-auto p-1">
        <Command.Empty className="px-4 py-8 text-center text-ink-2">Nothing by that name in this project.</Command.Empty>
        <Places go={go} />
        <Projects go={go} />
        <FilterBy go={go} />
        <Looks onClose={onClose} />
      </Command.List>
    </Command.Dialog>
  );
}
