import { toInstant } from "@/lib/clock";
import { compareDecimals } from "@/lib/money";
import type { LineState } from "@/lib/psa/records";
import { adjust } from "@/lib/sandbox/autotask/adjustment";
import { parseDefinition } from "@/lib/sandbox/autotask/definition";
import { postPeriod } from "@/lib/sandbox/autotask/posting";
import { autotask } from "@/lib/sandbox/autotask/provider";
import { adjustmentsOf, isPosted, recut, SERVICE_LINE, unitsOf } from "@/lib/sandbox/autotask/recurring-line";
import { rowsOf } from "@/lib/sandbox/autotask/rows";
import { WorldClock } from "@/lib/sandbox/clock";
import type { Journal } from "@/lib/sandbox/journal";
import type { Json } from "@/lib/sandbox/table";
import { World } from "@/lib/sandbox/world";
import type { PlanStep } from "../plan";
import type { History } from "./history.fixture";
import { address, contractOf, definitionOf, type MoneyPsa, periodOf, type Row } from "./money-psa.fixture";

const nobody = { by: "api", requestId: null, operation: null } as const;
const midnight = (date: string) => `${date}T00:00:00Z`;
const plain = (text: string) => text.slice(0, 10);

/** Safe: nothing is stored, so that only the two calls a world makes while it works are ever heard. */
const silent = { row() {}, head() {} } as unknown as Journal;

/** The sandbox's own arithmetic without its server: rows, refusals and posting as over HTTP. */
export function psaInProcess(history: History): MoneyPsa {
  const definition = definitionOf(history) as unknown as Json;
  const { settings, fill } = parseDefinition("money", definition);
  const head = { provider: "autotask", settings, clock: new WorldClock().state, delayed: [], definition };
  const world = new World("money", head, autotask.tables, silent);
  fill(world);
  const contract = contractOf(history);
  const line = () => rowsOf(world, "ContractServices").by("contractID", 7)[0];
  const adjustments = () => adjustmentsOf(world, SERVICE_LINE, line()?.id ?? -1);
  const rows = (): Row[] =>
    unitsOf(world, SERVICE_LINE, line()?.id ?? -1)
      .toSorted((one, other) => (one.startDate < other.startDate ? -1 : 1))
      .map((row) => ({
        startDate: plain(row.startDate),
        endDate: plain(row.endDate),
        units: row.units,
        unitPrice: row.agreedPrice,
        approveAndPostDate: row.approveAndPostDate,
      }));

  /** As its price field shows it: of the adjustment dated last, or of the last one that has begun. */
  const toldPrice = (now: number): number | undefined => {
    const today = toInstant(now).toISOString().slice(0, 10);
    const priced = adjustments()
      .filter((one) => one.adjustedUnitPrice !== null)
      .filter((one) => history.toldPrice === "latest" || plain(one.effectiveDate) <= today)
      .toSorted((one, other) =>
        one.effectiveDate === other.effectiveDate
          ? one.id - other.id
          : one.effectiveDate < other.effectiveDate
            ? -1
            : 1,
      );
    return priced.at(-1)?.adjustedUnitPrice ?? line()?.unitPrice;
  };

  /** A PSA that takes any number of changes a day, on the same arithmetic. */
  const addSameDay = (wanted: {
    effectiveDate: string;
    unitChange: number;
    adjustedUnitPrice: number | null;
  }) => {
    const on = line();
    if (!on) return false;
    if (!adjustments().some((one) => one.effectiveDate === wanted.effectiveDate)) return false;
    const posted = unitsOf(world, SERVICE_LINE, on.id).filter(isPosted);
    if (posted.some((row) => row.endDate >= wanted.effectiveDate)) throw new Error("posted");
    rowsOf(world, "ContractServiceAdjustments").put({
      id: world.nextId("ContractServiceAdjustments"),
      contractID: 7,
      lineID: on.id,
      adjustedUnitCost: null,
      at: "",
      ...nobody,
      ...wanted,
    });
    recut(world, SERVICE_LINE, on);
    return true;
  };

  return {
    read({ fromDate, toDate }, now) {
      const on = line();
      const price = toldPrice(now);
      const state: LineState = { address, exists: false, contract, isInBundle: false, periods: [] };
      if (!on) return state;
      return {
        ...state,
        address: { ...address, psaLineId: String(on.id) },
        exists: true,
        ...(price !== undefined && { unitPrice: String(price) }),
        periods: rows()
          .filter((row) => row.startDate <= toDate && row.endDate >= fromDate)
          .map(periodOf),
      };
    },
    send(step: PlanStep, before) {
      const shown = before.periods.find(
        (row) => row.startDate <= step.effectiveDate && step.effectiveDate <= row.endDate,
      );
      if (shown && compareDecimals(shown.quantity, step.quantityBefore) !== 0) {
        throw new Error(
          `${step.effectiveDate} holds ${shown.quantity}, the step expects ${step.quantityBefore}.`,
        );
      }
      const wanted = {
        effectiveDate: midnight(step.effectiveDate),
        unitChange: Number(step.quantity) - Number(step.quantityBefore),
        adjustedUnitPrice: step.unitPrice === undefined ? null : Number(step.unitPrice),
      };
      if (history.changesPerDay === "many" && addSameDay(wanted)) return;
      const where = { contractID: 7, lineID: line()?.id ?? null, catalogueID: 5, allowRepeat: false };
      world.atomically(() =>
        adjust(world, SERVICE_LINE, { ...where, ...wanted, adjustedUnitCost: null }, nobody),
      );
    },
    post: (date) => void postPeriod(world, 7, midnight(date)),
    rows,
    changed: () => adjustments().map((one) => plain(one.effectiveDate)),
    billed() {
      const byPeriod = new Map<string, number[]>();
      for (const item of rowsOf(world, "BillingItems").rows()) {
        const start = plain(String(item.itemDate));
        byPeriod.set(start, [...(byPeriod.get(start) ?? []), Number(item.totalAmount)]);
      }
      return byPeriod;
    },
  };
}
