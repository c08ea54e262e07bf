import type { WhyContent } from "@/components/ui/why";
import type { WirePlanLine } from "@/lib/plans/plan-schema";

/** What the planner stored beside a line's numbers, as the Why panel shows it; nothing is reckoned here. */
export function whyOf(
  line: WirePlanLine,
  plan: { id: string; connection: { name: string; timeZone: string } },
  subject?: string,
): WhyContent {
  const chosen = subject ? line.reasons.filter((reason) => reason.subject === subject) : line.reasons;
  const reasons = chosen.length > 0 ? chosen : line.reasons;
  const { orders, psaCompanyName, contractName, productName } = line.subject;
  const { psaContractId, psaItemId, psaLineId } = line.address;
  const operations = line.operations.filter(({ state }) => state === "confirmed");
  return {
    sentences: reasons.length > 0 ? reasons.map(({ sentence }) => sentence) : [line.sentence],
    arithmetic: [
      ...reasons.flatMap(({ arithmetic }) => arithmetic),
      ...line.remainders.flatMap(({ arithmetic }) => arithmetic),
    ],
    facts: [
      ...orders.map((order) => ["Order", order] as const),
      ["Company", psaCompanyName],
      ["Contract", `${contractName} (${psaContractId})`],
      ["Product", `${productName}, item ${psaItemId}`],
      ...(psaLineId ? [["Line", psaLineId] as const] : []),
      ...[...new Set(reasons.map(({ rule }) => rule))].map((rule) => ["Rule", rule] as const),
      ["Zone of record", `${plan.connection.timeZone} (${plan.connection.name})`],
      ["Plan", plan.id.slice(0, 8), `/sync/plans/${plan.id}`],
      ...operations.map(
        ({ id, psaLineId: written, psaReference }) =>
          [
            "Operation",
            [id.slice(0, 8), written && `line ${written}`, psaReference && `reference ${psaReference}`]
              .filter(Boolean)
              .join(", "),
            `/sync/log?operation=${id}`,
          ] as const,
      ),
    ],
  };
}
