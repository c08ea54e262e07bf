import type { RecurringCycle } from "@/lib/billing/periods";
import { wantedQuantity } from "@/lib/billing/wanted-quantity";
import { billingSettings } from "@/lib/connections/settings";
import type { KnownLine } from "@/lib/findings/line-memory-query";
import type { LineChoices } from "@/lib/plans/line-choices";
import type { LinePlan } from "@/lib/plans/plan";
import { planLine } from "@/lib/plans/plan-line";
import type { OwnChange, PlanLineInput } from "@/lib/plans/plan-line-input";
import type { StoredLine } from "@/lib/plans/stored-line";
import type { Connector } from "@/lib/psa/connector";
import { storeLineState } from "@/lib/psa/line-state-json";
import type { ChargeTerms, LineState } from "@/lib/psa/records";
import { withDecisions, withheld } from "./hand-edits";
import { lineKey } from "./line-key";
import type { LeftOut } from "./plan-tasks";
import { taskName } from "./sync-task";
import { taskFees } from "./task-fees";
import type { TaskForPlan } from "./task-for-plan";

/** A task with everything mapped, whose product is billed in cycles. */
export type PlannableTask = TaskForPlan &
  Required<Pick<TaskForPlan, "customerMapping" | "productMapping" | "contractLink">> & {
    product: { cycle: RecurringCycle };
    /** What a person chose for this change alone. */
    choices?: LineChoices;
    /** Unticked by a person, with the reason. */
    leaveOut?: string;
  };

/** Splits tasks into those a plan can be made of and those that wait for something, with what they wait for. */
export function sortOut(tasks: readonly TaskForPlan[]): { plannable: PlannableTask[]; leftOut: LeftOut[] } {
  const plannable: PlannableTask[] = [];
  const leftOut: LeftOut[] = [];
  for (const task of tasks) {
    const sentence = obstacle(task);
    if (sentence === undefined) plannable.push(task as PlannableTask);
    else leftOut.push({ taskId: task.taskId, number: task.number, sentence });
  }
  return { plannable, leftOut };
}

function obstacle(task: TaskForPlan): string | undefined {
  const name = taskName(task.number);
  const customer = task.customer.name;
  if (!task.customerMapping) return `${name}: ${customer} is not mapped. Map it on the Customer Map.`;
  if (!task.productMapping) return `${name}: '${task.product.name}' is not mapped. Map it on Products.`;
  if (!task.contractLink) return `${name}: no contract is chosen for ${customer}. Choose one.`;
  if (task.state !== "ready") return `${name} is ${task.state}, not ready. Read the list again.`;
  if (task.product.cycle === "one_time") {
    return `${name}: '${task.product.name}' is charged once and has no contract line. Charge it by hand.`;
  }
  return undefined;
}

/** The plan line of one task, from what the PSA shows of its line. Same input, same line. */
export function planTask(input: {
  task: PlannableTask;
  state: LineState;
  window: { fromDate: string; toDate: string };
  vanishedLineId?: string;
  today: string;
  ownChanges: readonly OwnChange[];
  /** Fees that an earlier plan of the same orders has charged. */
  chargedFees: ReadonlySet<string>;
  /** Whether the PSA takes charges; left out while it was not asked. */
  charges?: ChargeTerms | undefined;
  /** What we know of its line without the PSA, where it has one. */
  known?: KnownLine | undefined;
  connector: Connector;
  vendor: string;
}): StoredLine {
  const { task, state, window } = input;
  const { contractLink, customerMapping } = task;
  const key = lineKey({
    externalReference: customerMapping.externalReference,
    vendorSubscriptionId: task.subscription.vendorSubscriptionId,
    isRepeat: contractLink.takenPsaLineIds.length > 0,
    maxLength: input.connector.capabilities.keyLength,
  });
  const ordered = lineInput(input);
  const wanted = withDecisions(ordered, input.known);
  const planned = withheld(planLine(wanted), ordered, wanted, input.known);
  const asked =
    input.vanishedLineId === undefined ? planned : askAboutVanished(planned, input.vanishedLineId, input);
  const plan = task.leaveOut === undefined ? asked : leftOutPlan(asked, task.leaveOut);
  return {
    plan,
    before: storeLineState(state),
    window,
    subject: {
      customerName: task.customer.name,
      productName: task.product.name,
      contractName: contractLink.contractName,
      psaCompanyName: customerMapping.psaCompanyName,
      orders: task.orders,
      unit: task.product.unit,
      ...(task.subscription.endDate !== undefined && { endDate: task.subscription.endDate }),
    },
    currency: task.currency,
    ...(task.choices && { choices: task.choices }),
    ...(task.leaveOut !== undefined && { leftOut: task.leaveOut }),
    link: {
      subscriptionId: task.subscription.id,
      key,
      writeKey: !hasLiveLine(task) && state.key !== key && plan.refusals.length === 0,
    },
  };
}

/** What would have been planned, without anything that would be written, charged or asked. */
function leftOutPlan({ money, confirmation, ...plan }: LinePlan, reason: string): LinePlan {
  const refusals = [{ code: "left_out" as const, sentence: `Left out: ${reason}` }];
  const nothing = { steps: [], remainders: [], warnings: [], reasons: [], offers: [] };
  return { ...plan, ...nothing, quantities: { before: [], after: [] }, refusals };
}

/** A line that is gone is no instruction to bill anew: a person says whether a new one is to be made. */
function askAboutVanished(
  plan: LinePlan,
  psaLineId: string,
  { task, connector }: { task: PlannableTask; connector: Connector },
): LinePlan {
  const { psa, contractLine } = connector.vocabulary;
  const sentence =
    `The ${contractLine} ${psaLineId} of '${task.product.name}' for ${task.customer.name} is gone from ${psa}. ` +
    (plan.adoptsLine ? "Take over the one that stands there now?" : "Make a new one?");
  const warning = { code: "line_gone" as const, sentence };
  return { ...plan, warnings: [warning, ...plan.warnings], confirmation: plan.confirmation ?? sentence };
}

/** A dormant line counts as nobody's: whichever stands there is taken over, with our key. */
const hasLiveLine = ({ contractLink }: PlannableTask): boolean => contractLink.line?.state === "live";

/** A choice in the wizard goes before the owner of the field, and that before the setting. */
const priceOwner = (source: "psa" | "vendor" | undefined): "portal" | "psa" | undefined =>
  source && (source === "vendor" ? "portal" : "psa");

function lineInput(input: Parameters<typeof planTask>[0]): PlanLineInput {
  const { task, state } = input;
  const { productMapping, contractLink } = task;
  const isLinked = hasLiveLine(task);
  const { choices } = task;
  const settings = billingSettings(task.connection.settings, { task: choices });
  const owners = { ...productMapping.owners, ...contractLink.line?.owners };
  const isRunning = task.type !== "cancellation";
  return {
    state,
    readFromDate: input.window.fromDate,
    change: {
      type: task.type,
      quantity: wantedQuantity({
        quantity: task.quantity,
        factor: productMapping.factor,
        allowance: contractLink.line?.allowance ?? productMapping.allowance,
        minimum: contractLink.line?.minimum ?? productMapping.minimum,
        isRunning,
      }),
      unitPrice: task.unitPrice,
      unitCost: task.unitCost,
      effectiveDate: task.effectiveDate,
      ...(choices?.effectiveDate !== undefined && { isDateChosen: true, decreaseFromPeriodStart: true }),
      subscriptionStartDate: task.subscription.startDate,
      isFirstRun: task.origin === "first_run",
      prorated: task.extras.prorated?.at(-1),
      fees: taskFees(task.extras.fees, input.chargedFees),
      usageDates: task.type === "billing" ? "period_figure" : undefined,
      lineBelongsTo: isLinked ? "this_subscription" : "nobody",
      isRepeat: !state.exists && contractLink.takenPsaLineIds.length > 0,
    },
    ownChanges: input.ownChanges,
    settings,
    owners: {
      quantity: owners.quantity ?? "portal",
      price: priceOwner(choices?.priceSource) ?? owners.price ?? priceOwner(settings.priceSource) ?? "psa",
      cost: owners.cost ?? (settings.pushCost ? "portal" : "psa"),
    },
    lastWritten: contractLink.line?.lastWritten,
    today: input.today,
    capabilities: input.connector.capabilities,
    ...(input.charges && { charges: input.charges }),
    currency: task.currency,
    cycle: task.product.cycle,
    catalog: productMapping.item,
    words: {
      psa: input.connector.vocabulary.psa,
      vendor: input.vendor,
      product: task.product.name,
      contract: contractLink.contractName,
      unit: task.product.unit,
      orders: task.orders,
    },
  };
}
