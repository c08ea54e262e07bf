import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, stageInstant } from "@/e2e/support/billing-stage";
import { addMilliseconds, toInstant } from "@/lib/clock";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { recoverOperations } from "./recover-operations";
import { settleOperation } from "./settle-operation";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterEach(() => fixture.setClock(stageInstant));

afterAll(() => fixture.close());

const minutesLater = (minutes: number) =>
  fixture.setClock(addMilliseconds(toInstant(stageInstant), minutes * 60_000).toISOString());

const recover = (stage: BillingStage) => recoverOperations(fixture.job(stage, "recover-operations"));

const first = async (stage: BillingStage) => (await fixture.operations(stage))[0];

const announced = async (stage: BillingStage, name: string): Promise<number> => {
  const { rows } = await fixture.database.superuserPool.query(
    "select from outbox where partner_id = $1 and name = $2",
    [stage.partnerId, name],
  );
  return rows.length;
};

describe("recovering operations", () => {
  it("takes up a write whose sender died: unknown, announced, not sent again", async () => {
    const { stage } = await fixture.approvedChange();
    await fixture.database.superuserPool.query(
      "update operations set state = 'sending', attempts = 1, sent_at = business_now() where partner_id = $1",
      [stage.partnerId],
    );
    expect(await recover(stage)).toEqual({ interrupted: 1, announced: 0, decided: 0 });
    expect((await first(stage))?.state).toBe("unknown");
    expect(await announced(stage, "operation/unknown")).toBe(1);
    expect(await fixture.adjustments(stage)).toHaveLength(0);
  });

  it("leaves a write alone whose sender is alive", async () => {
    const { stage } = await fixture.approvedChange();
    const presence = await fixture.job(stage, "apply-plan").presence();
    await fixture.database.superuserPool.query(
      `with sent as (update operations set state = 'sending' where partner_id = $1
                     returning partner_id, connection_id, lock_key, id)
       insert into operation_locks (partner_id, connection_id, lock_key, holder, presence, lease_until)
       select partner_id, connection_id, lock_key, id, $2, now() + interval '30 seconds' from sent`,
      [stage.partnerId, presence],
    );
    expect((await recover(stage)).interrupted).toBe(0);
    expect((await first(stage))?.state).toBe("sending");
  });

  it("announces a doubt again that nobody has looked up for three minutes", async () => {
    const { stage } = await fixture.lostAnswer("before-write");
    expect((await recover(stage)).announced).toBe(0);
    await minutesLater(4);
    expect((await recover(stage)).announced).toBe(1);
    expect(await announced(stage, "operation/unknown")).toBe(2);
  });

  it("decides a doubt of more than ten minutes by its last look-up", async () => {
    const { stage } = await fixture.lostAnswer("after-write");
    await minutesLater(11);
    expect((await recover(stage)).decided).toBe(1);
    expect((await first(stage))?.state).toBe("confirmed");
    expect(await fixture.audited(stage, "operation")).toEqual(["operation.confirmed"]);
  });

  it("gives it to a person when the PSA cannot be asked, a paused connection included", async () => {
    const { stage } = await fixture.lostAnswer("before-write");
    await fixture.database.superuserPool.query("update connections set state = 'paused' where id = $1", [
      stage.connectionId,
    ]);
    await minutesLater(11);
    await recover(stage);
    const operation = await first(stage);
    expect(operation?.state).toBe("needs_review");
    expect(operation?.error?.message).toContain("is paused");
  });

  it("does not touch what ended meanwhile", async () => {
    const { stage, operationId } = await fixture.lostAnswer("after-write");
    await settleOperation(fixture.job(stage, "settle-operation"), { operationId, look: 0 });
    await minutesLater(11);
    expect(await recover(stage)).toEqual({ interrupted: 0, announced: 0, decided: 0 });
  });

  it("sees nothing of another partner", async () => {
    const { stage } = await fixture.lostAnswer("before-write");
    await minutesLater(11);
    const other = await fixture.stage(1);
    expect(await recover(other)).toEqual({ interrupted: 0, announced: 0, decided: 0 });
    expect((await first(stage))?.state).toBe("unknown");
  });
});
