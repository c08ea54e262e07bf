import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { lookUpSeconds } from "@/lib/operations/operation";
import { settleOperation } from "@/lib/operations/settle-operation";
import { ApplyFixture } from "./apply-fixture";
import { undoOperations } from "./undo-operations";

export type WorldCharge = {
  id: number;
  name: string;
  description: string;
  datePurchased: string;
  unitQuantity: number;
  unitPrice: number;
  unitCost: number | null;
  billingCodeID: number;
  isBilled: boolean;
};

type Order = Omit<Parameters<typeof placeOrders>[2], "count">;

const contractID = 1_000_000;
const codes = [
  { id: 1, name: "Recurring Service Revenue" },
  { id: 2, name: "One-time charges", useType: 3 },
];

/** For tests of charges: a line of 10 seats at 20.00 on 17 March, in a PSA that knows a billing code for charges. */
export class ChargeFixture {
  readonly apply: ApplyFixture;

  private constructor(apply: ApplyFixture) {
    this.apply = apply;
  }

  static async open(): Promise<ChargeFixture> {
    return new ChargeFixture(await ApplyFixture.open());
  }

  async stage(given: { units?: number; settings?: object; world?: object } = {}): Promise<BillingStage> {
    const { units = 10, settings = {}, world } = given;
    const line = { id: Number.parseInt(lineIdOf(0), 10), serviceID: 5, units, unitPrice: 20 };
    const stage = await this.apply.stage(1, {
      billingCodes: codes,
      services: [{ id: 5, name: "Office Suite Standard", periodType: 2, unitPrice: 20, unitCost: 15 }],
      contracts: [
        {
          ...{ id: contractID, companyID: 1_000, contractName: "Contract 0" },
          ...{ startDate: "2026-01-01", endDate: "2026-12-31", services: [line] },
        },
      ],
      ...world,
    });
    await this.query("update connections set settings = $2 where partner_id = $1", stage, settings);
    const written = { quantity: String(units) };
    await this.query("update line_links set last_written = $2 where partner_id = $1", stage, written);
    return stage;
  }

  query(sql: string, stage: BillingStage, ...more: unknown[]) {
    return this.apply.database.superuserPool.query(sql, [stage.partnerId, ...more]);
  }

  async post(stage: BillingStage, ...dates: string[]): Promise<void> {
    const acts = dates.map((date) => ({ act: "post-period", contractID, date }));
    await this.apply.control(stage, "acts", acts);
  }

  deny(stage: BillingStage, denied: Record<string, string[]>): Promise<unknown> {
    return this.apply.control(stage, "acts", [{ act: "set-options", options: { denied } }]);
  }

  async order(stage: BillingStage, order: Order, fees?: readonly object[]): Promise<void> {
    await placeOrders(this.apply.database.superuserPool, stage, { count: 1, ...order });
    if (!fees) return;
    const sql = "update order_lines set fees = $2::jsonb where partner_id = $1";
    await this.query(sql, stage, JSON.stringify(fees));
  }

  /** An order, planned, approved and applied. */
  async applied(stage: BillingStage, order: Order, fees?: readonly object[]): Promise<string> {
    await this.order(stage, order, fees);
    const planId = await this.apply.approvedPlan(stage);
    await this.apply.apply(stage, planId);
    return planId;
  }

  /** Takes a plan back, all the way. */
  async undone(stage: BillingStage, planId: string): Promise<string> {
    const undo = await undoOperations(stage.ctx, { planId });
    await this.apply.apply(stage, await this.apply.approve(stage, undo.planId, true));
    return undo.planId;
  }

  async charges(stage: BillingStage): Promise<WorldCharge[]> {
    return (await this.apply.control<{ charges: WorldCharge[] }>(stage, "world?only=charges")).charges;
  }

  /** A technician deletes them all. */
  async removeCharges(stage: BillingStage): Promise<void> {
    const acts = (await this.charges(stage)).map(({ id }) => ({
      ...{ act: "delete", entity: "ContractCharges", id },
    }));
    await this.apply.control(stage, "acts", acts);
  }

  /** "2026-04-01 2 seats 17-31 March: 1 x 19.35". */
  async said(stage: BillingStage): Promise<string[]> {
    return (await this.charges(stage)).map(
      ({ datePurchased, name, unitQuantity, unitPrice }) =>
        `${datePurchased.slice(0, 10)} ${name}: ${unitQuantity} x ${unitPrice}`,
    );
  }

  /** The kinds of what the ledger holds, in order, each with its state. */
  async ledger(stage: BillingStage): Promise<string[]> {
    return (await this.apply.operations(stage)).map(({ kind, state }) => `${kind} ${state}`);
  }

  async chargeOperation(stage: BillingStage) {
    const found = (await this.apply.operations(stage)).find(({ kind }) => kind === "add_charge");
    if (!found) throw new Error("No charge is in the ledger.");
    return found;
  }

  /** All look-ups of its times, until one of them ends the doubt. */
  async lookUp(stage: BillingStage, operationId: string): Promise<void> {
    const job = this.apply.job(stage, "settle-operation");
    for (const look of lookUpSeconds.keys()) {
      if ((await settleOperation(job, { operationId, look })) === "ended") return;
    }
  }

  close(): Promise<void> {
    return this.apply.close();
  }
}
