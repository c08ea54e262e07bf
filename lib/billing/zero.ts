import { isZero } from "@/lib/money";

export type ZeroUnits = "set_to_zero" | "one_unit_free" | "end_line_or_contract";

/**
 * What a line is set to when it ends. A tenant that refuses 0 units gets 1 unit at price 0, which bills nothing;
 * ending the contract is no matter of the line and is answered with undefined.
 */
export function endingOf(setting: ZeroUnits): { quantity: string; unitPrice?: string } | undefined {
  if (setting === "set_to_zero") return { quantity: "0" };
  return setting === "one_unit_free" ? { quantity: "1", unitPrice: "0" } : undefined;
}

/** Ended already: nothing, or one unit that costs nothing where the setting says so. */
export function isEnded(line: { quantity: string; unitPrice?: string }, setting: ZeroUnits): boolean {
  if (isZero(line.quantity)) return true;
  return (
    setting === "one_unit_free" &&
    line.quantity === "1" &&
    line.unitPrice !== undefined &&
    isZero(line.unitPrice)
  );
}
