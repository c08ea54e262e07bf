import { describe, expect, it } from "vitest";
import { lockKeyOf } from "./lock-key";

describe("the lock of a line", () => {
  it.each([
    [{ psaContractId: "7", psaItemId: "5", psaLineId: "70" }, "7:5:70"],
    [{ psaContractId: "7", psaItemId: "5" }, "7:5:new"],
    [{ psaContractId: "7", psaItemId: "5", otherLineIds: ["70"] }, "7:5:new"],
  ])("of %j is %s", (address, key) => {
    expect(lockKeyOf(address)).toBe(key);
  });
});
