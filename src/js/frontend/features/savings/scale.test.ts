import { expect, it } from "vitest";

import { segments, widest } from "@/features/savings/scale";

it("puts all bars on one scale, with what is saved or added beside the cost", () => {
  const scale = widest(["496.21", "458.25", "622.23", null]);
  expect(scale).toBe("622.23");
  expect(segments("496.21", "496.21", scale)).toMatchObject({ direction: "same", change: 0 });
  const saves = segments("458.25", "496.21", scale);
  expect(saves.direction).toBe("saves");
  expect(saves.cost + saves.change).toBeCloseTo((100 * 496.21) / 622.23, 3);
  const adds = segments("622.23", "496.21", scale);
  expect(adds.direction).toBe("adds");
  expect(adds.cost + adds.change).toBeCloseTo(100, 3);
});
