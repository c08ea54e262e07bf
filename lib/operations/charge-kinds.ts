import { compareDecimals } from "@/lib/money";
import type { Connector } from "@/lib/psa/connector";
import type { Charge, ChargeState } from "@/lib/psa/records";
import type { OperationKind, Proof, Sent } from "./kinds";

/** A one-time amount that is to stand on the contract. */
export type ChargeToAdd = Charge & {
  /** Which of its plan line's one-time amounts it is. */
  remainder: number;
  /** What it is for ("fee <order line> 0"), so that a second plan of the same order does not charge it again. */
  source?: string;
};

/** A charge that is to be taken away, with what it said, so that it can be put back. */
export type ChargeToRemove = ChargeToAdd & { psaChargeId: string };

const asAdded = ({ intended }: Sent) => intended as ChargeToAdd;
const asRemoved = ({ intended }: Sent) => intended as ChargeToRemove;

export const addCharge: OperationKind = {
  touches: "charge",
  send: (connector, sent) => {
    const { remainder: _remainder, source: _source, ...charge } = asAdded(sent);
    return connector.addCharge(sent.address.psaContractId, charge, sent.operationId);
  },
  expected: (before) => before,
  prove: async (connector, sent) => proofOf(await found(connector, sent)),
};

export const removeCharge: OperationKind = {
  touches: "charge",
  send: (connector, sent) => {
    const { psaChargeId } = asRemoved(sent);
    return connector.removeCharge(
      { psaContractId: sent.address.psaContractId, psaChargeId },
      sent.operationId,
    );
  },
  expected: (before) => before,
  prove: async (connector, sent) => {
    const { psaChargeId } = asRemoved(sent);
    const standing = await connector.readCharges([psaChargeId]);
    return { verdict: standing.length === 0 ? "applied" : "not_applied", reference: psaChargeId };
  },
};

const found = (connector: Connector, { address, operationId }: Sent) =>
  connector.findCharges(address.psaContractId, operationId);

function proofOf(charges: readonly ChargeState[]): Proof {
  const [one, ...more] = charges;
  if (!one) return { verdict: "not_applied" };
  return { verdict: more.length === 0 ? "applied" : "ambiguous", reference: one.psaChargeId };
}

/** Read-back of a charge: what the PSA shows otherwise than it was written; undefined where it agrees. */
export function differenceOfCharge(wanted: Charge, shown: readonly ChargeState[]): string | undefined {
  const [charge, ...more] = shown;
  if (!charge) return "The PSA accepted the charge but does not show it.";
  if (more.length > 0) {
    const ids = shown.map(({ psaChargeId }) => psaChargeId).join(", ");
    return `The charge '${wanted.name}' stands ${shown.length} times: ${ids}. Delete all but one.`;
  }
  const isSame =
    charge.date === wanted.date &&
    compareDecimals(charge.quantity, wanted.quantity) === 0 &&
    compareDecimals(charge.unitPrice, wanted.unitPrice) === 0;
  return isSame ? undefined : `The PSA shows ${sayCharge(charge)} where ${sayCharge(wanted)} was intended.`;
}

const sayCharge = ({ quantity, unitPrice, date }: Pick<Charge, "quantity" | "unitPrice" | "date">) =>
  `${quantity} x ${unitPrice} on ${date}`;
