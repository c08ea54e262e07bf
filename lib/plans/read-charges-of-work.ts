import { type ChargeToRemove, differenceOfCharge } from "@/lib/operations/charge-kinds";
import { isCharge } from "@/lib/operations/kinds";
import type { Connector } from "@/lib/psa/connector";
import type { ChargeState } from "@/lib/psa/records";
import type { SentStep } from "./send-round";

/**
 * Reads the charges that a round has written or taken away, all in one question, and notes what differs. One that was
 * sent again after its look-ups is looked for by its marker, because the first may have arrived after all.
 */
export async function readChargesOfWork(connector: Connector, sent: readonly SentStep[]): Promise<void> {
  const steps = sent.filter(({ operation, outcome }) => isCharge(operation) && outcome.kind === "sent");
  if (steps.length === 0) return;
  const ids = steps.flatMap((step) => idOf(step) ?? []);
  const byId = new Map<string, ChargeState>();
  if (ids.length > 0) {
    for (const charge of await connector.readCharges(ids)) byId.set(charge.psaChargeId, charge);
  }
  for (const step of steps) {
    const id = idOf(step);
    const shown =
      id === undefined
        ? await connector.findCharges(step.work.address.psaContractId, step.operation.id)
        : [byId.get(id)].filter((charge) => charge !== undefined);
    note(step, shown);
  }
}

/** The charge that a step is about, where its id proves enough. */
function idOf({ operation, outcome }: SentStep): string | undefined {
  if (operation.kind === "remove_charge") return (operation.intended as ChargeToRemove).psaChargeId;
  return outcome.kind === "sent" && operation.lookUps === 0 ? outcome.reference : undefined;
}

function note(step: SentStep, shown: readonly ChargeState[]): void {
  const [charge] = shown;
  const intended = step.operation.intended as ChargeToRemove;
  if (step.operation.kind === "remove_charge") {
    step.difference = charge && "The PSA accepted that the charge is deleted, but still shows it.";
    return;
  }
  step.difference = differenceOfCharge(intended, shown);
  if (step.outcome.kind === "sent" && charge) step.outcome.reference ??= charge.psaChargeId;
}
