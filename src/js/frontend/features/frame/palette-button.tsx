"use client";

import { Search } from "lucide-react";

import { Button } from "@/components/button";
import { openPalette } from "@/features/frame/shortcuts";

export function PaletteButton() {
  return (
    <Button onClick={openPalette} title="Search and commands" className="text-ink-2">
      <Search size={14} aria-hidden />
      <span className="max-lg:sr-only">Search</span>
      <kbd aria-hidden className="rounded border border-line px-1 text-2xs leading-4 text-ink-3 max-lg:hidden">Ctrl K</kbd>
    </Button>
  );
}
