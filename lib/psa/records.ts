/**
 * Neutral records: what the portal knows of a PSA, whatever the PSA. Foreign ids are text, kept as given. Quantities,
 * prices and costs are canonical decimal text; dates are calendar dates ("2026-03-17", both ends inclusive).
 */

export type BillingCycle = "monthly" | "quarterly" | "semiannual" | "annual" | "one_time";

export type Company = {
  psaCompanyId: string;
  name: string;
  /** The PSA's own word for the type, shown as it is ("Customer", "Lead"). */
  typeName: string;
  /** Whether a customer may be mapped to it: in Autotask type Customer, in ConnectWise any type the partner counts. */
  isCustomer: boolean;
  isActive: boolean;
  /** The reseller's own company (Autotask company 0): never offered, never imported. */
  isOwner: boolean;
  /** ISO 4217; undefined where the PSA keeps none on the record. */
  currency?: string;
  country?: string;
  city?: string;
  postalCode?: string;
  phone?: string;
  webAddress?: string;
  parentPsaCompanyId?: string;
  lastActivityAt?: Date;
};

export type Contract = {
  psaContractId: string;
  psaCompanyId: string;
  name: string;
  /** Our external reference where we created it; free text otherwise. */
  number?: string;
  /** The PSA's own word for the kind ("Recurring Service"). */
  kindName: string;
  /** Whether lines of this contract can be synced: recurring services attached directly. */
  isRecurring: boolean;
  isActive: boolean;
  cycle?: BillingCycle;
  currency?: string;
  startDate: string;
  /** Last day. Undefined for an open-ended contract. */
  endDate?: string;
};

export type CatalogItem = {
  psaItemId: string;
  name: string;
  code?: string;
  description?: string;
  cycle?: BillingCycle;
  unitPrice?: string;
  unitCost?: string;
  unit?: string;
  isActive: boolean;
  isBundle: boolean;
  /** Names of the bundles this item is a member of. */
  inBundles: readonly string[];
  psaVendorId?: string;
};

/** A billing code (Autotask) or category (ConnectWise) to which created items and charges are booked. */
export type BillingCode = { psaBillingCodeId: string; name: string; isActive: boolean; useName: string };

/** One row of a line's quantity over time. Rows of a line do not overlap and have no gaps between them. */
export type LinePeriod = {
  startDate: string;
  endDate: string;
  quantity: string;
  /** Set when the PSA has posted or invoiced it: nothing in it can change any more. */
  postedAt?: Date;
};

/** Where a line stands or will stand. Without `psaLineId` the line does not exist yet. */
export type LineAddress = {
  psaContractId: string;
  psaItemId: string;
  psaLineId?: string;
  /** Lines of the same item on this contract that belong to something else: a line without `psaLineId` is looked up
   * among the rest, and a new one beside them is a repeat. */
  otherLineIds?: readonly string[];
};

/** What a PSA holds of one line now: the truth that plans compare with and outcomes are proved by. */
export type LineState = {
  address: LineAddress;
  exists: boolean;
  /** Facts of its contract, read in the same batch. */
  contract: {
    startDate: string;
    endDate?: string;
    cycle?: BillingCycle;
    currency?: string;
    isActive: boolean;
    isRecurring: boolean;
  };
  /** Price and cost agreed for one unit, as the PSA tells it now; undefined where it cannot be read. */
  unitPrice?: string;
  unitCost?: string;
  /** The key we write into the line and the invoice text. */
  key?: string;
  invoiceText?: string;
  /** The item also stands on the contract as a part of a bundle: nothing may be written to it, or be created. */
  isInBundle: boolean;
  periods: readonly LinePeriod[];
};

/**
 * "From this day on the quantity is `quantity`", where it was `quantityBefore` on that day. Rows that start later move
 * by the same difference, so that a later change already standing there keeps its own step.
 */
export type LineTarget = {
  effectiveDate: string;
  quantityBefore: string;
  quantity: string;
  /** Given: agreed price (cost) of one unit from that day on. Left out: unchanged, or the catalog item's on a new line. */
  unitPrice?: string;
  unitCost?: string;
  /** A second line of an item that already stands on the contract. */
  isRepeat?: boolean;
};

/** A one-time amount on a contract. A credit has a negative price. */
export type Charge = {
  /** The day it is booked on; it is billed with the period that holds it. */
  date: string;
  /** What the invoice says, 100 characters: "2 seats 17-31 March". */
  name: string;
  /** What else a bookkeeper wants to know. */
  description?: string;
  quantity: string;
  unitPrice: string;
  unitCost?: string;
  psaBillingCodeId: string;
};

/** A charge as the PSA holds it. Once it is billed, nothing of it can change or be deleted. */
export type ChargeState = Omit<Charge, "psaBillingCodeId"> & {
  psaChargeId: string;
  psaContractId: string;
  psaBillingCodeId?: string;
  isBilled: boolean;
};

/** Whether one-time amounts can be charged on contracts: on which billing code, else what is in the way, in a sentence. */
export type ChargeTerms = { psaBillingCodeId: string; canRemove: boolean } | { obstacle: string };
