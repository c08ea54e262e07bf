import { describe, expect, it } from "vitest";
import { itemsInHistory, tellChange } from "./product-history";

const names = new Map([
  ["5", "Office Suite"],
  ["6", "Office Suite yearly"],
]);
const legs = (psaItemId: string, factor = "1") => [{ psaItemId, factor }];

describe("the history of a product's mapping", () => {
  it.each([
    ["product_mapping.accepted", null, { state: "mapped", legs: legs("5") }, "mapped to 'Office Suite'"],
    ["product_mapping.accepted", { state: "not_mapped" }, { state: "mapped" }, "mapped again"],
    [
      "product_mapping.changed",
      { legs: legs("5") },
      { legs: legs("6") },
      "mapped to 'Office Suite yearly' instead of 'Office Suite'",
    ],
    [
      "product_mapping.changed",
      { legs: legs("5"), allowance: null },
      { legs: legs("5", "10"), allowance: "25" },
      "factor 10 (was 1), allowance 25 (was none)",
    ],
    ["product_mapping.unmapped", { state: "mapped" }, { state: "not_mapped" }, "unmapped"],
    [
      "product_mapping.excluded",
      { legs: legs("5") },
      { state: "free", legs: [], reason: "free of charge" },
      "not synced: free of charge",
    ],
    ["product_mapping.changed", "not a record", 7, "changed"],
  ])("tells %s", (action, before, after, told) => {
    expect(tellChange({ action, before, after }, names)).toBe(told);
  });

  it("names an item that the portal never read by its id", () => {
    const entry = { action: "product_mapping.accepted", before: null, after: { legs: legs("9") } };
    expect(tellChange(entry, names)).toBe("mapped to '9'");
    expect(itemsInHistory([entry, entry])).toEqual(["9"]);
  });
});
