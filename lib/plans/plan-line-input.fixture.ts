import { addDays } from "@/lib/dates";
import type { LineState } from "@/lib/psa/records";
import type { LineChange, LineSettings, PlanLineInput } from "./plan-line-input";

/** A valid input for tests: a monthly line of 10 seats at 20.00 GBP in calendar periods, on 17 March 2026. */
export function planLineInput(
  given: Partial<Omit<PlanLineInput, "change" | "settings">> & {
    change?: Partial<LineChange>;
    settings?: Partial<LineSettings>;
  } = {},
): PlanLineInput {
  const today = given.today ?? "2026-03-17";
  return {
    state: lineState(),
    readFromDate: "2026-01-01",
    ownChanges: [],
    owners: { quantity: "portal", price: "portal", cost: "portal" },
    today,
    capabilities: autotaskLike,
    currency: "GBP",
    cycle: "monthly",
    words: {
      psa: "Autotask",
      vendor: "Larkspur Cloud",
      product: "Office Suite Standard",
      contract: "Cloud services",
      unit: "seat",
      orders: ["1000311 (SO000311)"],
    },
    ...given,
    change: {
      type: "change",
      quantity: "12",
      effectiveDate: today,
      isFirstRun: false,
      fees: [],
      lineBelongsTo: "this_subscription",
      ...given.change,
    },
    settings: {
      proration: "psa",
      priceSource: "psa",
      pushCost: false,
      creditOnDecrease: false,
      catchUp: "one_time_charge",
      lateOrders: "true_date",
      priceChangesStart: "next_period",
      zeroUnits: "set_to_zero",
      ...given.settings,
    },
  };
}

const autotaskLike: PlanLineInput["capabilities"] = {
  prorates: true,
  changesPerDay: "one",
  quantityDecimals: 0,
  keyLength: 100,
  callsPerHour: 10000,
  callsInFlightPerEntity: 3,
};

/** The same, for a PSA that takes any number of changes a day and leaves proration to us. */
export const manyChangesADay: PlanLineInput["capabilities"] = { ...autotaskLike, changesPerDay: "many" };

/** 10 in every month from January to December 2026, nothing posted. */
export function lineState(given: Partial<LineState> = {}): LineState {
  return {
    address: { psaContractId: "700", psaItemId: "30", psaLineId: "9000" },
    exists: true,
    contract: {
      startDate: "2026-01-01",
      endDate: "2026-12-31",
      cycle: "monthly",
      currency: "GBP",
      isActive: true,
      isRecurring: true,
    },
    unitPrice: "20",
    isInBundle: false,
    periods: rows(["2026-01-01", "10"]),
    ...given,
  };
}

/** No line yet: the contract alone. */
export function noLine(given: Partial<LineState> = {}): LineState {
  return lineState({
    address: { psaContractId: "700", psaItemId: "30" },
    exists: false,
    unitPrice: undefined,
    periods: [],
    ...given,
  });
}

/** Calendar months of 2026, cut further where the quantity moves: `rows(["2026-01-01", "10"], ["2026-03-17", "12"])`. */
export function rows(...from: readonly (readonly [string, string])[]): LineState["periods"] {
  const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, "0")}-01`);
  const [firstDate = "2026-01-01"] = from[0] ?? [];
  const starts = [
    ...new Set([...months.filter((start) => start > firstDate), ...from.map(([date]) => date)]),
  ].sort();
  return starts.map((startDate, index) => ({
    startDate,
    endDate: endBefore(starts[index + 1] ?? "2027-01-01"),
    quantity: from.findLast(([date]) => date <= startDate)?.[1] ?? "0",
  }));
}

const endBefore = (nextStart: string) => addDays(nextStart, -1);
