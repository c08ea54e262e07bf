/** Fields of a line that somebody may have changed by hand. */
export type LineField = "quantity" | "price" | "cost";

export type FieldOwner = "portal" | "psa";

/** A person keeps this value: plans ignore orders for the field and say so. */
export type LinePin = { field: LineField; value: string; reason: string; by: string; at: string };

/** A hand edit taken over until the next order is written; `onDate` is the business date on which it stood there. */
export type AcceptedValues = { quantity?: { value: string; onDate: string } };

type Owners = Partial<Record<LineField | "text", FieldOwner>>;

/** Who writes each field of a line: the line's own choice, the product's, then the connection's settings. */
export function lineOwners(given: {
  line?: Owners | null;
  product?: Owners | null;
  settings: { priceSource: "psa" | "vendor"; pushCost: boolean };
  /** Chosen in the wizard for one change: it goes before all. */
  chosenPriceSource?: "psa" | "vendor";
}): Record<LineField, FieldOwner> {
  const owners = { ...given.product, ...given.line };
  const byPrice = { vendor: "portal", psa: "psa" } as const;
  const { priceSource, pushCost } = given.settings;
  const chosen = given.chosenPriceSource && byPrice[given.chosenPriceSource];
  return {
    quantity: owners.quantity ?? "portal",
    price: chosen ?? owners.price ?? byPrice[priceSource],
    cost: owners.cost ?? (pushCost ? "portal" : "psa"),
  };
}

export const pinOf = (pins: readonly LinePin[] | null | undefined, field: LineField): LinePin | undefined =>
  pins?.find((pin) => pin.field === field);
