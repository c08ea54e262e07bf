import { type Intended, isCharge, operationKind } from "@/lib/operations/kinds";
import type { Outcome } from "@/lib/operations/run-operation";
import type { OperationRow } from "@/lib/operations/store";
import type { Connector } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { LineWork } from "./line-work";

/**
 * A charge that would be sent once more after its look-ups: the first may have arrived later than anybody waited. A line
 * shows that when it is read again, a charge has to be looked for. Undefined: it has not arrived, or was never sent.
 */
export async function arrivedCharge(
  connector: Connector,
  work: LineWork,
  operation: OperationRow,
): Promise<Extract<Outcome, { kind: "sent" | "waiting" }> | undefined> {
  if (!isCharge(operation) || operation.lookUps === 0) return undefined;
  const { address, state } = work;
  const intended = operation.intended as Intended;
  const sent = { address, before: state, intended, operationId: operation.id };
  try {
    const { verdict, reference } = await operationKind(operation.kind).prove(connector, sent, state);
    if (verdict === "not_applied") return undefined;
    return { kind: "sent", ...(reference !== undefined && { reference }) };
  } catch (error) {
    if (error instanceof PsaError) return { kind: "waiting", error };
    throw error;
  }
}
