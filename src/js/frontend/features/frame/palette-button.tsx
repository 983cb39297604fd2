"use client";

import { Search } from "lucide-react";

import { Button } from "@/components/button";
import { openPalette } from "@/features/frame/shortcuts";

export function PaletteButton() {
  return (
    <Button onClick={openPalette} aria-label="Search and commands" className="px-2 text-ink-2 sm:px-3">
      <Search size={14} aria-hidden />
      <span className="max-lg:hidden">Search</span>
      <kbd className="rounded border border-line px-1 text-2xs leading-4 text-ink-3 max-lg:hidden">Ctrl K</kbd>
    </Button>
  );
}
