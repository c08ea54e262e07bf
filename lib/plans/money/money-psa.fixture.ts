import { toInstant } from "@/lib/clock";
import type { LineAddress, LinePeriod, LineState } from "@/lib/psa/records";
import type { PlanStep } from "../plan";
import { type Calendar, calendarOf } from "./calendar.fixture";
import { cycles, type History, periodCount } from "./history.fixture";

export type Window = { fromDate: string; toDate: string };

/** A unit row as the sandbox's own screen shows it: its price is what is agreed for one unit. */
export type Row = {
  startDate: string;
  endDate: string;
  units: number;
  unitPrice: number;
  approveAndPostDate: string | null;
};

/** The PSA of one history: what the planner reads of it, what it is sent, and the truth it holds in the end. */
export type MoneyPsa = {
  read(window: Window, now: number): LineState | Promise<LineState>;
  send(step: PlanStep, before: LineState): void | Promise<void>;
  post(date: string): void | Promise<void>;
  rows(): readonly Row[] | Promise<readonly Row[]>;
  /** Days that an adjustment was made for. */
  changed(): readonly string[] | Promise<readonly string[]>;
  /** Amounts by the first day of their period, as decimal text. */
  billed(): ReadonlyMap<string, readonly number[]> | Promise<ReadonlyMap<string, readonly number[]>>;
};

export const address: LineAddress = { psaContractId: "7", psaItemId: "5" };

const periodTypes = { monthly: 2, quarterly: 3, annual: 5 } as const;

export const calendarFor = ({ anchorDate, cycle }: History): Calendar =>
  calendarOf(anchorDate, cycles[cycle], periodCount[cycle]);

/** The sandbox's database of a history: one contract, one service at 20.00, and its line unless it is still to come. */
export function definitionOf(history: History): Record<string, unknown> {
  const { anchorDate: startDate, cycle, currency, startUnits } = history;
  const endDate = calendarFor(history).days.at(-1);
  const item = { serviceID: 5, units: startUnits };
  return {
    secret: "the-secret",
    currency,
    clock: { set: `${startDate}T00:00:00Z`, freeze: true },
    options: { adjustedPriceShows: history.toldPrice },
    companies: [{ id: 10, companyName: "Calder Ltd" }],
    services: [
      { id: 5, name: "Office Suite Standard", periodType: periodTypes[cycle], unitPrice: 20, unitCost: 14 },
    ],
    contracts: [
      {
        id: 7,
        companyID: 10,
        startDate,
        endDate,
        contractPeriodType: periodTypes[cycle],
        services: startUnits === undefined ? [] : [{ id: 70, ...item }],
      },
    ],
  };
}

export const contractOf = (history: History): LineState["contract"] => ({
  startDate: history.anchorDate,
  endDate: calendarFor(history).days.at(-1),
  cycle: history.cycle,
  currency: history.currency,
  isActive: true,
  isRecurring: true,
});

export const periodOf = (row: Row): LinePeriod => ({
  startDate: row.startDate,
  endDate: row.endDate,
  quantity: String(row.units),
  ...(row.approveAndPostDate !== null && { postedAt: toInstant(row.approveAndPostDate) }),
});
