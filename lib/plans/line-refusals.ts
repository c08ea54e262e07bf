import { laterDate } from "@/lib/dates";
import { decimalPlaces, isNegative, isZero } from "@/lib/money";
import type { PlanRefusal } from "./plan";
import type { PlanLineInput } from "./plan-line-input";

/** Why a line cannot be planned at all, whatever the date: facts of the contract, the line and the figure. */
export function factsAgainst(input: PlanLineInput): readonly PlanRefusal[] {
  return [...contractAgainst(input), ...lineAgainst(input), ...quantityAgainst(input)];
}

function contractAgainst({ state: { contract }, words, cycle, currency }: PlanLineInput): PlanRefusal[] {
  const name = `'${words.contract}'`;
  const found: PlanRefusal[] = [];
  if (!contract.isRecurring) {
    found.push({
      code: "contract_kind",
      sentence: `Contract ${name} is of another kind. Only recurring service contracts can take services.`,
    });
  }
  if (!contract.isActive) {
    found.push({
      code: "contract_inactive",
      sentence: `Contract ${name} is not active. Choose an active contract, or set it active in ${words.psa}.`,
    });
  }
  if (contract.cycle === undefined || contract.cycle === "one_time") {
    found.push({
      code: "cycle_unknown",
      sentence: `${words.psa} does not say how often ${name} is billed. Set its billing period in ${words.psa}.`,
    });
  } else if (contract.cycle !== cycle) {
    found.push({
      code: "cycle_differs",
      sentence:
        `This subscription is billed ${billed[cycle]}; ${name} is billed ${billed[contract.cycle]}. ` +
        `Choose a contract that is billed ${billed[cycle]}, or create one.`,
    });
  }
  if (contract.currency !== undefined && contract.currency !== currency) {
    found.push({
      code: "currency_differs",
      sentence:
        `The order is in ${currency}, the contract in ${contract.currency}. Amounts are never converted; ` +
        `choose a contract in ${currency} or change the company's currency in ${words.psa}.`,
    });
  }
  return found;
}

const billed = { monthly: "monthly", quarterly: "quarterly", semiannual: "half-yearly", annual: "yearly" };

function lineAgainst(input: PlanLineInput): PlanRefusal[] {
  const { state, change, words } = input;
  const found: PlanRefusal[] = [];
  if (state.isInBundle) {
    found.push({
      code: "in_bundle",
      sentence:
        "This service is part of a bundle. Only services attached directly to the contract can be synced. " +
        "Attach it directly, or exclude it.",
    });
  }
  if (state.exists && state.periods.length === 0 && !beginsLater(input)) {
    // An empty reading is no zero: planning on it would double or end the line.
    found.push({
      code: "state_not_read",
      sentence: `${words.psa} gave no quantity for the line '${words.product}'. Check again; nothing was planned.`,
    });
  }
  if (state.exists && change.lineBelongsTo === "another_subscription") {
    found.push({
      code: "line_taken",
      sentence:
        `The line '${words.product}' on '${words.contract}' belongs to another subscription. ` +
        "Choose another contract, or allow separate lines.",
    });
  }
  return found;
}

/** A line that our own changes begin after the days that were read shows no row yet. */
function beginsLater({ ownChanges, today, change }: PlanLineInput): boolean {
  const [first] = ownChanges;
  const known = laterDate(today, change.effectiveDate);
  return (
    first !== undefined &&
    isZero(first.quantityBefore) &&
    ownChanges.every((own) => own.effectiveDate > known)
  );
}

function quantityAgainst({ change, capabilities, words }: PlanLineInput): PlanRefusal[] {
  if (isNegative(change.quantity)) {
    return [{ code: "negative_quantity", sentence: `A quantity of ${change.quantity} cannot be billed.` }];
  }
  if (decimalPlaces(change.quantity) <= capabilities.quantityDecimals) return [];
  const limit =
    capabilities.quantityDecimals === 0
      ? "whole numbers only"
      : `at most ${capabilities.quantityDecimals} decimals`;
  return [
    {
      code: "decimals_not_allowed",
      sentence: `${words.psa} takes ${limit}; ${change.quantity} cannot be written. Set a rounding on the mapping.`,
    },
  ];
}
