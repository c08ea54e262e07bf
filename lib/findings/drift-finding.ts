import { formatUnitPrice, isNegative, negateDecimal, subtractDecimals } from "@/lib/money";
import { getProvider } from "@/lib/psa/registry";
import type { Drift } from "./drift";
import { type Found, lineSubject, perMonth } from "./finding";
import type { KnownLine } from "./line-memory-query";

/**
 * A hand edit as a finding: which field, what we wrote, what stands there now, what the difference is worth per month.
 * Who it was the PSAs do not tell.
 */
export function findingOfDrift(line: KnownLine, drift: Drift, held: string | undefined): Found {
  const { psa } = getProvider(line.provider).vocabulary;
  const { field, ours, now } = drift;
  const [before, after] =
    field === "quantity" ? [ours, now] : [ours, now].map((p) => formatUnitPrice(p, line.currency));
  const apart = subtractDecimals(now, ours);
  const size = isNegative(apart) ? negateDecimal(apart) : apart;
  const price = line.mirror?.unitPrice ?? line.vendor?.unitPrice ?? undefined;
  const quantity = held ?? line.lastWritten?.quantity;
  const worth =
    field === "quantity"
      ? { quantity: size, unitPrice: price }
      : { quantity: quantity ?? "0", unitPrice: size };
  return {
    class: "drift",
    subject: lineSubject(line.lineLinkId, field),
    ids: { lineLinkId: line.lineLinkId, psaContractId: line.psaContractId, psaLineId: line.psaLineId },
    connectionId: line.connectionId,
    customerId: line.customerId,
    subscriptionId: line.subscriptionId,
    money:
      quantity === undefined && field !== "quantity" ? undefined : perMonth(worth, line.cycle, line.currency),
    isAboutCost: field === "cost",
    sentence: `${line.productName} for ${line.customerName}: the ${field} in ${psa} is ${after}, where ${before} was last written.`,
    cause: `changed by hand in ${psa}; ${psa} does not say by whom`,
    detail: { field, before: ours, ours, now },
  };
}

/** What a plan says of a field that waits for a decision. */
export function undecidedSentence(words: { psa: string }, { field, ours, now }: Drift): string {
  return (
    `The ${field} was changed in ${words.psa}: ${now}, where ${ours} was last written. It is not overwritten: ` +
    `accept it, plan ours again, or keep it whatever is ordered.`
  );
}
