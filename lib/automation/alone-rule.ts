import type { TaskWarning } from "@/db/schema/sync";
import type { SettingValue } from "@/lib/connections/settings";
import {
  compareDecimals,
  decimalFromMinor,
  formatMinor,
  isNegative,
  isZero,
  multiplyDecimals,
  negateDecimal,
  subtractDecimals,
} from "@/lib/money";
import type { LinePlan } from "@/lib/plans/plan";

export type AutomationLevel = SettingValue<"automationLevel">;

/** What "guarded" may do alone, and the margin that neither level goes below. */
export type GuardLimits = {
  recurring: string;
  quantityPct: number;
  quantityUnits: number;
  marginFloorPct: number;
};

/** What one check made, of all that the partner has. */
export type BatchTouch = { lowered: number; subscriptions: number };

export type LineFacts = {
  plan: Pick<
    LinePlan,
    | "type"
    | "quantityBefore"
    | "quantity"
    | "warnings"
    | "refusals"
    | "confirmation"
    | "money"
    | "steps"
    | "adoptsLine"
  > &
    Pick<LinePlan, "unitPrices" | "unitCosts">;
  warnings: readonly Pick<TaskWarning, "message">[];
  /** What nothing of ours was ever written for. */
  firstOf: readonly ("customer" | "product" | "contract")[];
  batch: BatchTouch;
};

export type Guard = (typeof guards)[number]["guard"];
export type Hold = { guard: Guard | "level"; sentence: string };

/** A guard gives the reason why a person is needed; nothing when the line passes. */
type Rule = (facts: LineFacts, limits: GuardLimits) => string | undefined;

const refused: Rule = ({ plan }) => plan.refusals[0]?.sentence;

const asked: Rule = ({ plan }) => plan.confirmation;

/** "30 % of the subscriptions": a broken feed looks like customers leaving. */
const batch: Rule = ({ batch: { lowered, subscriptions } }) =>
  lowered * 5 > subscriptions
    ? `this check would lower or end ${lowered} of ${subscriptions} subscriptions, more than 20 %`
    : undefined;

/** Whether a line that stood there is this subscription's or its twin is nothing that a machine can know. */
const twin: Rule = ({ plan }) =>
  plan.adoptsLine ? "a line for it stands on the contract already, and it would be taken over" : undefined;

const zero: Rule = ({ plan }) =>
  plan.type === "billing" && isZero(plan.quantity) && !isZero(plan.quantityBefore)
    ? "usage would set the quantity to 0"
    : undefined;

/** 10 to 25 is one; 10 to 20 is not (no more than 10 units), 100 to 140 is not (no more than 50 %). */
const jump: Rule = ({ plan }) =>
  exceeds(plan, 50, 10)
    ? `${plan.quantityBefore} to ${plan.quantity} is a change of more than 50 % and more than 10 units`
    : undefined;

const margin: Rule = ({ plan }, { marginFloorPct }) => {
  const [price, cost] = [plan.unitPrices?.after, plan.unitCosts?.after];
  if (marginFloorPct === 0 || isZero(plan.quantity)) return undefined;
  if (price === undefined || cost === undefined)
    return `its margin is not known, and the floor is ${marginFloorPct} %`;
  const kept = multiplyDecimals(subtractDecimals(price, cost), "100");
  return compareDecimals(kept, multiplyDecimals(price, String(marginFloorPct))) < 0
    ? `its margin is below the floor of ${marginFloorPct} %`
    : undefined;
};

const warned: Rule = ({ plan, warnings }) => plan.warnings[0]?.sentence ?? warnings[0]?.message;

const firsts: Rule = ({ firstOf: [first] }) =>
  first === undefined ? undefined : `it is the first change of this ${first}`;

const cancelled: Rule = ({ plan }) => (plan.type === "cancellation" ? "it is a cancellation" : undefined);

const recurring: Rule = ({ plan }, limits) => {
  if (plan.money === undefined) return plan.steps.length > 0 ? "what it is worth is not known" : undefined;
  const { currency } = plan.money;
  const delta = BigInt(plan.money.recurringDeltaMinor);
  if (compareDecimals(sizeOf(decimalFromMinor(delta, currency)), limits.recurring) <= 0) return undefined;
  return `${formatMinor(delta, currency)} recurring is more than the limit of ${limits.recurring}`;
};

const once: Rule = ({ plan }, limits) => {
  if (plan.money === undefined) return undefined;
  const { currency } = plan.money;
  const amount = BigInt(plan.money.oneTimeMinor);
  if (compareDecimals(sizeOf(decimalFromMinor(amount, currency)), limits.recurring) <= 0) return undefined;
  return `${formatMinor(amount, currency)} once is more than the limit of ${limits.recurring}`;
};

const quantity: Rule = ({ plan }, { quantityPct, quantityUnits }) =>
  exceeds(plan, quantityPct, quantityUnits)
    ? `${plan.quantityBefore} to ${plan.quantity} is a change of more than ${quantityPct} % and more than ${quantityUnits} units`
    : undefined;

/** In the order in which a person should hear of them; those of "automatic" hold at both levels. */
const guards = [
  { guard: "refused", at: "automatic", rule: refused },
  { guard: "question", at: "automatic", rule: asked },
  { guard: "twin", at: "automatic", rule: twin },
  { guard: "batch", at: "automatic", rule: batch },
  { guard: "zero", at: "automatic", rule: zero },
  { guard: "jump", at: "automatic", rule: jump },
  { guard: "margin", at: "automatic", rule: margin },
  { guard: "cancellation", at: "guarded", rule: cancelled },
  { guard: "first", at: "guarded", rule: firsts },
  { guard: "warning", at: "guarded", rule: warned },
  { guard: "recurring", at: "guarded", rule: recurring },
  { guard: "one_time", at: "guarded", rule: once },
  { guard: "quantity", at: "guarded", rule: quantity },
] as const satisfies readonly { guard: string; at: AutomationLevel; rule: Rule }[];

/**
 * May this planned line be written without a person at this level, and if not, why not. Nothing is at "watch" and
 * "ask"; "guarded" writes small, ordinary changes of what it has written before; "automatic" all but what is unclear
 * (refused, asked) or looks like a mistake (much at once).
 */
export function whyNotAlone(level: AutomationLevel, facts: LineFacts, limits: GuardLimits): Hold | undefined {
  if (level === "watch" || level === "ask")
    return { guard: "level", sentence: waitsBecause(`the level is "${level}"`) };
  for (const { guard, at, rule } of guards) {
    if (at === "guarded" && level === "automatic") continue;
    const why = rule(facts, limits);
    if (why !== undefined) return { guard, sentence: waitsBecause(why) };
  }
  return undefined;
}

/** "Waits for a person: it is a cancellation." */
export const waitsBecause = (why: string): string =>
  `Waits for a person: ${why}${/[.?!]$/.test(why) ? "" : "."}`;

/** Beyond both; from nothing, any quantity is more than every percentage. */
function exceeds(
  { quantityBefore, quantity: after }: LineFacts["plan"],
  pct: number,
  units: number,
): boolean {
  const size = sizeOf(subtractDecimals(after, quantityBefore));
  const share = multiplyDecimals(quantityBefore, String(pct));
  return (
    compareDecimals(multiplyDecimals(size, "100"), share) > 0 && compareDecimals(size, String(units)) > 0
  );
}

const sizeOf = (decimal: string): string => (isNegative(decimal) ? negateDecimal(decimal) : decimal);
