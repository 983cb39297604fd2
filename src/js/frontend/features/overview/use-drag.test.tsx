import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { barAt, useDrag } from "@/features/overview/use-drag";

function Chart({ onPick }: { onPick: (picked: { first: number; last: number }) => void }) {
  const { picked, handlers } = useDrag(10, onPick);
  return <div data-testid="chart" {...handlers}>{picked ? `${picked.first} to ${picked.last}` : "nothing"}</div>;
}

function chart() {
  const onPick = vi.fn();
  render(<Chart onPick={onPick} />);
  const box = screen.getByTestId("chart");
  box.getBoundingClientRect = () => ({ left: 100, width: 1060 }) as DOMRect;
  const at = (bar: number) => ({ clientX: 100 + 56 + 100 * bar + 50, button: 0, pointerId: 1 });
  return { box, at, onPick };
}

it("finds the bar under the pointer, and the nearest one outside", () => {
  expect([barAt(56, 1060, 10), barAt(555, 1060, 10), barAt(-80, 1060, 10), barAt(5000, 1060, 10)]).toEqual([0, 4, 0, 9]);
});

it("picks what was dragged over, in either direction", () => {
  const { box, at, onPick } = chart();
  const capture = vi.spyOn(box, "setPointerCapture");
  fireEvent.pointerDown(box, at(6));
  fireEvent.pointerMove(box, at(2));
  expect(box).toHaveTextContent("2 to 6");
  fireEvent.pointerUp(box, at(2));
  expect(onPick).toHaveBeenCalledWith({ first: 2, last: 6 });
  expect(capture).toHaveBeenCalledWith(1);
});

it("picks nothing after Escape, by a press alone, or when the browser takes the pointer away", () => {
  const { box, at, onPick } = chart();
  for (const end of [() => fireEvent.keyDown(window, { key: "Escape" }), () => fireEvent.pointerCancel(box)]) {
    fireEvent.pointerDown(box, at(2));
    fireEvent.pointerMove(box, at(6));
    end();
    expect(box).toHaveTextContent("nothing");
    fireEvent.pointerUp(box, at(6));
  }
  fireEvent.pointerDown(box, at(3));
  fireEvent.pointerUp(box, at(3));
  expect(onPick).not.toHaveBeenCalled();
});
