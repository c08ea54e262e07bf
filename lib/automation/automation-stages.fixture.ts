import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { changeConnection } from "@/lib/connections/change-connection";
import { getConnection } from "@/lib/connections/get-connection";
import type { ChosenSettings } from "@/lib/connections/settings";
import type { ApplyFixture } from "@/lib/plans/apply-fixture";

type Order = Parameters<typeof placeOrders>[2];

/** For tests of automatic mode: stages whose customers were written to before, settings, orders, and how tasks stand. */
export class AutomationStages {
  constructor(readonly fixture: ApplyFixture) {}

  query<Row extends object>(statement: string, ...values: unknown[]): Promise<Row[]> {
    return this.fixture.database.superuserPool.query<Row>(statement, values).then(({ rows }) => rows);
  }

  async choose(stage: BillingStage, settings: ChosenSettings): Promise<void> {
    const { version } = await getConnection(stage.ctx, stage.connectionId);
    await changeConnection(stage.ctx, { connectionId: stage.connectionId, version, settings });
  }

  /** Every customer of the stage has had a change of the same product before, through us. */
  async withHistory(lines: number, settings: ChosenSettings): Promise<BillingStage> {
    const stage = await this.fixture.stage(lines);
    await this.ordered(stage, { count: lines, quantity: "10", effectiveDate: "2026-02-01" });
    await this.query("update sync_tasks set state = 'applied' where partner_id = $1", stage.partnerId);
    await this.choose(stage, settings);
    return stage;
  }

  async ordered(stage: BillingStage, ...orders: Partial<Order>[]): Promise<void> {
    for (const order of orders) {
      await placeOrders(this.fixture.database.superuserPool, stage, { count: 1, quantity: "12", ...order });
    }
    await this.fixture.readyTasks(stage);
  }

  async open(stage: BillingStage) {
    return (await this.fixture.tasks(stage)).filter(({ state }) => state !== "applied");
  }
}
