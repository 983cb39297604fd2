"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";

interface TabLinksProps {
  label: string;
  tabs: readonly { href: string; title: string }[];
}

/** Pages that belong together, each with its own address. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const path = usePathname();
  return (
    <nav aria-label={label} className="-mb-2.5 flex gap-4">
      {tabs.map(({ href, title }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className={clsx(
            "border-b-2 pb-2 text-sm font-medium",
            path === href ? "border-accent text-ink" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
