import { type BillingStage, placeOrders } from "@/e2e/support/billing-stage";
import { refreshMirror } from "@/lib/mirror/refresh-mirror";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { planTasks } from "@/lib/sync/plan-tasks";
import { listFindings } from "./list-findings";
import { reconcileConnection } from "./reconcile-connection";

export const firstPage = { after: undefined, limit: 50 };

/** For tests of hand edits: what was found, what the nightly clock leads to, and a line that a technician changed. */
export class HandEdits {
  readonly fixture: ApplyFixture;

  private constructor(fixture: ApplyFixture) {
    this.fixture = fixture;
  }

  static async open(): Promise<HandEdits> {
    return new HandEdits(await ApplyFixture.open());
  }

  async drifts(stage: BillingStage, ctx = stage.ctx) {
    return (await listFindings(ctx, { classes: ["drift"] }, firstPage)).findings;
  }

  async onlyDrift(stage: BillingStage) {
    const [one, ...others] = await this.drifts(stage);
    if (!one || others.length > 0) throw new Error(`${others.length + (one ? 1 : 0)} hand edits were found`);
    return one;
  }

  /** In no order: the clock of these tests stands still. */
  async statesOf(stage: BillingStage): Promise<string[]> {
    return (await this.drifts(stage)).map(({ state }) => state).sort();
  }

  compare(stage: BillingStage, planId?: string) {
    const job = this.fixture.job(stage, "reconcile");
    return reconcileConnection(job, { connectionId: stage.connectionId, planId });
  }

  /** Our copy is read anew, then compared. */
  async night(stage: BillingStage) {
    const { connectionId } = stage;
    const job = this.fixture.job(stage, "refresh-mirror");
    await refreshMirror(job, { connectionId, lists: ["contracts"] });
    return this.compare(stage);
  }

  /** A technician set the line from 10 to 11; an order for 14 comes. */
  async editedLine(order = "14") {
    const stage = await this.fixture.stage(1);
    await this.fixture.adjustByHand(stage, 0, "2026-03-05", 11);
    await placeOrders(this.fixture.database.superuserPool, stage, { count: 1, quantity: order });
    const taskIds = await this.fixture.readyTasks(stage);
    const plan = async () => {
      const { planId } = await planTasks(stage.ctx, { taskIds });
      const { lines, hash } = await getPlan(stage.ctx, { planId });
      return { planId, hash, line: lines[0] };
    };
    return { stage, taskIds, plan };
  }
}
