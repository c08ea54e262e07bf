import type { StoredLineState } from "@/lib/psa/line-state-json";
import type { LineChoices } from "./line-choices";
import type { LinePlan } from "./plan";

/**
 * One contract line of a plan as it is stored, hashed and shown. `before` is the reading the plan was made from; apply
 * reads again and compares.
 */
export type StoredLine = {
  plan: LinePlan;
  before: StoredLineState;
  /** Days the reading covers; read-back asks for the same. */
  window: { fromDate: string; toDate: string };
  /** Names for the screen, cached so that a plan reads the same for ever. */
  subject: {
    customerName: string;
    productName: string;
    contractName: string;
    psaCompanyName: string;
    orders: readonly string[];
    /** "seat", "GB": for sentences. */
    unit: string;
    /** Last day of the subscription, where it is known. */
    endDate?: string;
  };
  currency: string;
  /** What a person chose for this line alone. */
  choices?: LineChoices;
  /** Unticked, and why: the line is shown, nothing of it is written or counted. */
  leftOut?: string;
  /** Whose line it becomes, and the key that is written into a line we create or adopt. */
  link?: { subscriptionId: string; key: string; writeKey: boolean };
  /** Undo only: for each step the operation it takes back. */
  undoes?: readonly string[];
};
