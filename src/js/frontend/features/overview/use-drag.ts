"use client";

import { type PointerEvent, useEffect, useState } from "react";

/** Where the bars begin and end inside the chart, in pixels; what is beside them is the axis and a margin. */
export const PLOT = { left: 56, right: 4 } as const;

export interface Picked {
  first: number;
  last: number;
}

export function barAt(x: number, width: number, count: number): number {
  const share = (x - PLOT.left) / (width - PLOT.left - PLOT.right);
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

function useEscape(isOn: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") onEscape();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

interface Drag {
  start: number;
  end: number;
}

const pickedBy = ({ start, end }: Drag): Picked => ({ first: Math.min(start, end), last: Math.max(start, end) });

function placeOf({ currentTarget, clientX }: PointerEvent<HTMLElement>, count: number): number {
  const { left, width } = currentTarget.getBoundingClientRect();
  return barAt(clientX - left, width, count);
}

/** Dragging over bars, by mouse, pen or finger, picks them. It ends where the pointer is let go, be it outside. */
export function useDrag(count: number, onPick: (picked: Picked) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = () => setDrag(null);
  useEscape(drag !== null, stop);
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || count === 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ start: placeOf(event, count), end: placeOf(event, count) });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag) setDrag({ ...drag, end: placeOf(event, count) });
    },
    onPointerUp: () => {
      stop();
      if (drag && drag.start !== drag.end) onPick(pickedBy(drag));
    },
    onPointerCancel: stop,
  };
  return { picked: drag && pickedBy(drag), handlers };
}
