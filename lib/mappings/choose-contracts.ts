import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import type { BillingCycle } from "@/lib/psa/records";
import { type BatchResult, conflict, type Refusal } from "./batch";
import { confirmContractLinks } from "./confirm-contract-links";
import { type ContractSlot, slotsOfCustomers, subscriptionsOfSlots } from "./contract-slot-query";
import { removeContractLink } from "./remove-contract-link";

export type ContractChoice = {
  customerId: string;
  billingCycle: BillingCycle;
  currency: string;
  /** `null`: on no contract. */
  psaContractId: string | null;
  useContractStart?: boolean | undefined;
  /** Of the slot as the person saw it; without it the choice holds whatever stands there. */
  mark?: string | undefined;
};

export type ChosenContract = Pick<
  ContractChoice,
  "customerId" | "billingCycle" | "currency" | "psaContractId"
> & {
  subscriptions: number;
};

type SlotSubscription = Awaited<ReturnType<typeof subscriptionsOfSlots>>[number];

/**
 * Puts all that a customer holds of one cycle and currency on one contract, many customers in one go. A choice is good
 * when every subscription took it; else it is named with the first refusal and how many took it. What is billed from on
 * another contract stays there. Each link is made and logged as by hand (`confirmContractLinks`).
 */
export async function chooseContracts(
  ctx: Ctx,
  input: { connectionId: string; rows: readonly ContractChoice[] },
): Promise<BatchResult<ChosenContract>> {
  requirePermission(ctx, "mapping.edit");
  const customerIds = [...new Set(input.rows.map((row) => row.customerId))];
  const { slots, subscriptions } = await ctx.transaction(async (tx) => ({
    slots: groupBy(await slotsOfCustomers(tx, customerIds), slotKey),
    subscriptions: groupBy(await subscriptionsOfSlots(tx, customerIds), slotKey),
  }));
  const result: BatchResult<ChosenContract> = { saved: [], rejected: [] };
  const wanted: { index: number; row: ContractChoice; subscription: SlotSubscription }[] = [];
  const refusals = new Map<number, Refusal & { refused: number }>();
  const note = (index: number, refusal: Refusal) => {
    const first = refusals.get(index);
    refusals.set(index, first ? { ...first, refused: first.refused + 1 } : { ...refusal, refused: 1 });
  };
  for (const [index, row] of input.rows.entries()) {
    const slot = slots.get(slotKey(row))?.[0];
    if (!slot) note(index, { code: "not_found", message: "This customer holds nothing of this cycle." });
    else if (row.mark !== undefined && slot.mark !== row.mark) note(index, changedMeanwhile(slot));
    else
      for (const subscription of subscriptions.get(slotKey(row)) ?? [])
        wanted.push({ index, row, subscription });
  }
  await placeAll(ctx, input.connectionId, wanted, note);
  for (const { index, subscription } of wanted.filter(({ row }) => row.psaContractId === null)) {
    if (subscription.psaContractId !== null) await takeOff(ctx, subscription, (why) => note(index, why));
  }
  for (const [index, row] of input.rows.entries()) {
    const count = subscriptions.get(slotKey(row))?.length ?? 0;
    const refusal = refusals.get(index);
    const { customerId, billingCycle, currency, psaContractId } = row;
    if (!refusal) {
      result.saved.push({ customerId, billingCycle, currency, psaContractId, subscriptions: count });
      continue;
    }
    const { refused, message, ...why } = refusal;
    const took =
      refused < count && why.code !== "conflict"
        ? ` The other ${count - refused} of ${count} took the contract.`
        : "";
    result.rejected.push({ index, ...why, message: `${message}${took}` });
  }
  return result;
}

const slotKey = (of: Pick<ContractSlot, "customerId" | "billingCycle" | "currency">): string =>
  `${of.customerId} ${of.billingCycle} ${of.currency}`;

function changedMeanwhile(slot: ContractSlot): Refusal {
  const { contracts, mark } = slot;
  const where = contracts.map(({ name, psaContractId }) => name ?? psaContractId).join(", ");
  return conflict(`The contract was changed meanwhile: it is ${where || "none"} now. Choose again.`, {
    contracts,
    mark,
  });
}

async function placeAll(
  ctx: Ctx,
  connectionId: string,
  wanted: readonly { index: number; row: ContractChoice; subscription: SlotSubscription }[],
  note: (index: number, refusal: Refusal) => void,
): Promise<void> {
  const placed = wanted.flatMap(({ index, row, subscription }) =>
    row.psaContractId === null
      ? []
      : [
          {
            index,
            link: {
              subscriptionId: subscription.subscriptionId,
              psaContractId: row.psaContractId,
              ...(row.useContractStart && { useContractStart: true }),
              ...(subscription.version !== null && { version: subscription.version }),
            },
          },
        ],
  );
  if (placed.length === 0) return;
  const { rejected } = await confirmContractLinks(ctx, {
    connectionId,
    rows: placed.map(({ link }) => link),
  });
  for (const { index, ...refusal } of rejected) {
    const of = placed[index];
    if (of) note(of.index, refusal);
  }
}

async function takeOff(
  ctx: Ctx,
  { subscriptionId, version }: SlotSubscription,
  refuse: (why: Refusal) => void,
): Promise<void> {
  try {
    await removeContractLink(ctx, { subscriptionId, ...(version !== null && { version }) });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "forbidden") throw error;
    const isConflict = error.code === "conflict";
    refuse({ code: isConflict ? "conflict" : "precondition_failed", message: error.message });
  }
}
