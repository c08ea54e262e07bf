import { describe, expect, it } from "vitest";
import { lineKey } from "./line-key";

const key = (part: Partial<Parameters<typeof lineKey>[0]>) =>
  lineKey({
    externalReference: "EFS-342",
    vendorSubscriptionId: "SUB-1001",
    isRepeat: false,
    maxLength: 50,
    ...part,
  });

describe("the key of a contract line", () => {
  it("is the customer's external reference", () => {
    expect(key({})).toBe("EFS-342");
  });

  it("names the subscription where the item stands on the contract twice", () => {
    expect(key({ isRepeat: true })).toBe("EFS-342/SUB-1001");
  });

  it("becomes 37 characters, a tilde and 12 hex digits when it is longer than a field of 50", () => {
    const long = key({ isRepeat: true, vendorSubscriptionId: "S".repeat(60) });
    expect(long).toHaveLength(50);
    expect(long).toMatch(/^EFS-342\/S{29}~[0-9a-f]{12}$/);
  });

  it("stays different for long keys that begin alike", () => {
    const one = key({ isRepeat: true, vendorSubscriptionId: `${"S".repeat(60)}1` });
    const other = key({ isRepeat: true, vendorSubscriptionId: `${"S".repeat(60)}2` });
    expect(one).not.toBe(other);
  });
});
