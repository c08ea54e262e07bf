import { createHash } from "node:crypto";

const hashDigits = 12;

/**
 * The key we write into a contract line: the customer's external reference, "EFS-342"; with the
 * subscription behind it where the item stands on the contract more than once, "EFS-342/SUB-1001". A key longer than the
 * PSA's field keeps its beginning and ends in "~" and 12 hex digits of its hash, so that it stays unique.
 */
export function lineKey(parts: {
  externalReference: string;
  vendorSubscriptionId: string;
  isRepeat: boolean;
  maxLength: number;
}): string {
  const { externalReference, vendorSubscriptionId, isRepeat, maxLength } = parts;
  const key = isRepeat ? `${externalReference}/${vendorSubscriptionId}` : externalReference;
  if (key.length <= maxLength) return key;
  const hash = createHash("sha256").update(key).digest("hex").slice(0, hashDigits);
  return `${key.slice(0, maxLength - hashDigits - 1)}~${hash}`;
}
