import { expect, it } from "vitest";
import { feeMinor } from "./one-time";
import { wantedQuantity } from "./wanted-quantity";
import { endingOf, isEnded } from "./zero";

const up = { direction: "up" as const, decimals: 0 };

it.each([
  ["180 used, 25 included", { quantity: "180", allowance: "25" }, "155"],
  ["180 used, 150 included", { quantity: "180", allowance: "150" }, "30"],
  ["less used than included", { quantity: "20", allowance: "25" }, "0"],
  ["below the minimum", { quantity: "3", minimum: "5" }, "5"],
  ["minimum after the allowance", { quantity: "27", allowance: "25", minimum: "5" }, "5"],
  ["a factor", { quantity: "7", factor: "2" }, "14"],
  ["a decimal, rounded up at the end", { quantity: "1043.081284", rounding: up }, "1044"],
  [
    "nearest, two places",
    { quantity: "1043.081284", rounding: { direction: "nearest" as const, decimals: 2 } },
    "1043.08",
  ],
  ["the PSA subtracts", { quantity: "180", allowance: "25", psaSubtractsAllowance: true }, "180"],
  [
    "the PSA subtracts, with a minimum",
    { quantity: "10", allowance: "25", minimum: "5", psaSubtractsAllowance: true },
    "30",
  ],
])("bills %s", (_case, source, expected) => {
  expect(wantedQuantity({ ...source, isRunning: true })).toBe(expected);
});

it("bills nothing once the subscription has ended, whatever the minimum", () => {
  expect(wantedQuantity({ quantity: "3", minimum: "5", isRunning: false })).toBe("0");
});

it("ends a line by zero, or by one unit that costs nothing", () => {
  expect(endingOf("set_to_zero")).toEqual({ quantity: "0" });
  expect(endingOf("one_unit_free")).toEqual({ quantity: "1", unitPrice: "0" });
  expect(endingOf("end_line_or_contract")).toBeUndefined();
  expect(isEnded({ quantity: "1", unitPrice: "0.00" }, "one_unit_free")).toBe(true);
  expect(isEnded({ quantity: "1", unitPrice: "0" }, "set_to_zero")).toBe(false);
});

it("charges a fee whole", () => {
  expect(feeMinor({ quantity: "3", unitPrice: "1.805" }, "GBP")).toBe(542n);
});
