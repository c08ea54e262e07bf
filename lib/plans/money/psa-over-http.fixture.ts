import { toInstant } from "@/lib/clock";
import { autotask } from "@/lib/psa/autotask";
import type { TestSandbox } from "@/lib/psa/test-sandbox";
import { TRACKING_ID } from "@/lib/sandbox/test-world";
import type { History } from "./history.fixture";
import { address, definitionOf, type MoneyPsa, type Row } from "./money-psa.fixture";

type Shown = {
  lines: { units: Row[]; adjustments: { effectiveDate: string }[] }[];
  billingItems: { itemDate: string; totalAmount: number }[];
};

let made = 0;

/** The sandbox as a process of its own, read and written by the connector that the product uses. */
export async function psaOverHttp(sandbox: TestSandbox, history: History): Promise<MoneyPsa> {
  made += 1;
  const user = `money+${made}@brightwater.example`;
  await sandbox.control(user, "world", definitionOf(history));
  const connector = autotask.open(
    sandbox.door({ userName: user, secret: "the-secret", trackingId: TRACKING_ID }),
  );
  const shown = (only: string) => sandbox.control<Shown>(user, `world?only=${only}`);
  const line = async () => (await shown("lines")).lines[0];
  let lineId: string | undefined;
  const read: MoneyPsa["read"] = async (window, now) => {
    await sandbox.control(user, "clock", { set: toInstant(now).toISOString(), freeze: true });
    const [state] = await connector.readLines([{ ...address, ...(lineId && { psaLineId: lineId }) }], window);
    if (!state) throw new Error("The line was not read.");
    lineId = state.address.psaLineId;
    return state;
  };
  let operation = 0;
  return {
    read,
    async send(step, before) {
      operation += 1;
      await connector.writeLine(before.address, before, step, `operation-${operation}`);
    },
    async post(date) {
      await sandbox.control(user, "acts", [{ act: "post-period", contractID: 7, date }]);
    },
    rows: async () => (await line())?.units ?? [],
    changed: async () => ((await line())?.adjustments ?? []).map((one) => one.effectiveDate),
    async billed() {
      const byPeriod = new Map<string, number[]>();
      for (const { itemDate, totalAmount } of (await shown("billingItems")).billingItems) {
        const start = itemDate.slice(0, 10);
        byPeriod.set(start, [...(byPeriod.get(start) ?? []), totalAmount]);
      }
      return byPeriod;
    },
  };
}
