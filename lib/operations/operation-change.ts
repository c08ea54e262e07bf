import type { LineTarget } from "@/lib/psa/records";
import type { ChargeToRemove } from "./charge-kinds";
import type { LineText, OperationKindName } from "./kinds";

/** What a write moves, in the words of a table's "before > after". */
export type OperationChange = {
  what: "quantity" | "price" | "text" | "charge";
  /** Null where nothing was known of it, or stood there. */
  before: string | null;
  /** "none" for a charge that is taken away. */
  after: string;
  unitPrice: string | null;
  effectiveDate: string | null;
};

export function operationChange(operation: {
  kind: string;
  intended: unknown;
  before: unknown;
}): OperationChange {
  if (operation.kind === ("set_line_text" satisfies OperationKindName)) {
    const { key, invoiceText } = operation.intended as LineText;
    const earlier = operation.before as LineText | null;
    return {
      what: "text",
      before: (key === undefined ? earlier?.invoiceText : earlier?.key) ?? null,
      after: key ?? invoiceText ?? "",
      unitPrice: null,
      effectiveDate: null,
    };
  }
  if (operation.kind === ("add_charge" satisfies OperationKindName)) return chargeChange(operation, false);
  if (operation.kind === ("remove_charge" satisfies OperationKindName)) return chargeChange(operation, true);
  const { quantityBefore, quantity, effectiveDate, unitPrice } = operation.intended as LineTarget;
  const earlier = operation.before as { unitPrice?: string } | null;
  const isPrice = quantityBefore === quantity && unitPrice !== undefined;
  return {
    what: isPrice ? "price" : "quantity",
    before: isPrice ? (earlier?.unitPrice ?? null) : quantityBefore,
    after: isPrice ? unitPrice : quantity,
    unitPrice: unitPrice ?? null,
    effectiveDate,
  };
}

function chargeChange({ intended }: { intended: unknown }, isRemoved: boolean): OperationChange {
  const { name, quantity, unitPrice, date } = intended as ChargeToRemove;
  const amount = quantity === "1" ? unitPrice : `${quantity} x ${unitPrice}`;
  return {
    what: "charge",
    before: isRemoved ? `${name}, ${amount}` : null,
    after: isRemoved ? "none" : `${name}, ${amount}`,
    unitPrice,
    effectiveDate: date,
  };
}
