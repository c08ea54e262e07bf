import type { BillingCycle } from "@/lib/psa/records";

const words: Record<BillingCycle, string> = {
  monthly: "monthly",
  quarterly: "quarterly",
  semiannual: "half-yearly",
  annual: "yearly",
  one_time: "once",
};

/** How often something is billed, as in "billed quarterly". The mirror keeps cycles as text. */
export function cycleWord(cycle: string | null | undefined): string {
  return cycle && cycle in words ? words[cycle as BillingCycle] : "in no known cycle";
}
