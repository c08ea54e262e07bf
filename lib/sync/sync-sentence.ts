import { formatMinor } from "@/lib/money";
import { sayCycle } from "./say-cycle";
import type { GroupMoney } from "./summary-query";
import type { TaskCounts } from "./task-group";

/**
 * How things stand, first on the Sync screen: "31 tasks wait: +214.60 GBP per month; 3 need you." or "Everything the vendor
 * did until 09:40 is in Autotask."
 */
export function syncSentence(of: {
  counts: TaskCounts;
  money: readonly Pick<GroupMoney, "currency" | "cycle" | "recurringMinor" | "unpriced">[];
  unseen: number;
  exactTo: number;
  psas: readonly string[];
  isFiltered: boolean;
  /** "09:40": until then everything was looked at; none: never. */
  checkedAt?: string | undefined;
}): string {
  const { counts } = of;
  const psa = of.psas.join(" and ");
  if (psa === "") return "No PSA is connected yet. Connect one, and what the vendor sold becomes tasks here.";
  const number = (count: number) =>
    count > of.exactTo ? `More than ${grouped(of.exactTo)}` : grouped(count);
  const need =
    counts.needYou === 0 ? "" : `; ${number(counts.needYou)} need${counts.needYou === 1 ? "s" : ""} you`;
  if (counts.waiting > 0) {
    const amounts = of.money
      .filter(({ recurringMinor }) => recurringMinor !== "0")
      .map(({ currency, cycle, recurringMinor }) => `${signed(recurringMinor, currency)}${sayCycle(cycle)}`);
    const unpriced = of.money.reduce((sum, group) => sum + group.unpriced, 0);
    if (unpriced > 0) amounts.push(`${grouped(unpriced)} without a figure until planned`);
    const money = amounts.length === 0 ? "" : `: ${amounts.join(", ")}`;
    return `${number(counts.waiting)} ${counts.waiting === 1 ? "task waits" : "tasks wait"}${money}${need}.`;
  }
  if (counts.failed > 0) {
    const failed = counts.failed === 1 ? "1 task needs you" : `${number(counts.failed)} tasks need you`;
    return `Nothing waits; ${failed}.`;
  }
  if (of.isFiltered) return "Nothing of this waits.";
  if (of.checkedAt === undefined) {
    return `Nothing was checked yet. Check Changes compares what the vendor sold with ${psa} and makes tasks of it.`;
  }
  if (of.unseen > 0) {
    const received = of.unseen === 1 ? "1 change was" : `${number(of.unseen)} changes were`;
    return `Nothing waits. ${received} received since ${of.checkedAt}; Check Changes makes tasks of them.`;
  }
  return `Everything the vendor did until ${of.checkedAt} is in ${psa}.`;
}

const signed = (minor: string, currency: string) =>
  `${BigInt(minor) > 0n ? "+" : ""}${formatMinor(BigInt(minor), currency)}`;

const grouped = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
