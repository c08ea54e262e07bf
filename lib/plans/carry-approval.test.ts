import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BillingStage } from "@/e2e/support/billing-stage";
import { ApplyFixture } from "./apply-fixture";
import { carryApproval } from "./carry-approval";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

/** An approved plan and a draft with the same lines, save for what `edit` does to the draft's (`line`: jsonb). */
async function pair(edit = "line", ofBoth = false) {
  const { stage, planId } = await fixture.approvedChange();
  const draftId = randomUUID();
  const { superuserPool } = fixture.database;
  await superuserPool.query(
    `insert into plans (id, partner_id, created_at, updated_at, connection_id, origin, state, hash, read_at, headline,
                        totals, forecast)
     select $2, partner_id, created_at, updated_at, connection_id, origin, 'draft', hash, read_at, headline, totals,
            forecast from plans where id = $1`,
    [planId, draftId],
  );
  await superuserPool.query(
    `insert into plan_lines (partner_id, created_at, updated_at, plan_id, position, customer_id, lock_key, line)
     select partner_id, created_at, updated_at, $2, position, customer_id, lock_key, ${edit}
       from plan_lines where plan_id = $1`,
    [planId, draftId],
  );
  if (ofBoth) await superuserPool.query(`update plan_lines set line = ${edit} where plan_id = $1`, [planId]);
  return { stage, fromPlanId: planId, toPlanId: draftId };
}

async function carry({ stage, ...plans }: { stage: BillingStage; fromPlanId: string; toPlanId: string }) {
  return carryApproval(fixture.job(stage, "apply-plan"), plans, async () => {});
}

describe("an approval", () => {
  it("carries over to the same money, by the right of who gave it, and the log says so", async () => {
    const given = await pair();
    expect(await carry(given)).toBe(true);
    expect(await fixture.operations(given.stage)).toHaveLength(2);
    expect(await fixture.audited(given.stage, "plan")).toContain("plan.approval_carried_over");
    const { rows } = await fixture.database.superuserPool.query(
      `select t.state, t.approved_by = f.approved_by as "isSamePerson" from plans as t, plans as f
        where t.id = $1 and f.id = $2`,
      [given.toPlanId, given.fromPlanId],
    );
    expect(rows).toEqual([{ state: "approved", isSamePerson: true }]);
  });

  it.each([
    ["other money this period", `jsonb_set(line, '{plan,money,currentPeriodMinor}', '"911"')`],
    ["other money per period", `jsonb_set(line, '{plan,money,recurringDeltaMinor}', '"1881"')`],
    ["another currency", `jsonb_set(line, '{plan,money,currency}', '"USD"')`],
    [
      "a warning that nobody has seen",
      `jsonb_set(line, '{plan,warnings}', '[{"code":"price_rounded","sentence":"-"}]')`,
    ],
    ["a question", `jsonb_set(line, '{plan,confirmation}', '"Sure?"')`],
    ["a refusal", `jsonb_set(line, '{plan,refusals}', '[{"code":"in_bundle","sentence":"-"}]')`],
    ["a one-time amount", `jsonb_set(line, '{plan,remainders}', '[{"kind":"credit","amountMinor":"-5"}]')`],
    [
      "another subscription",
      `jsonb_set(line, '{link,subscriptionId}', '"f0000000-0000-0000-0000-000000000000"')`,
    ],
  ])("does not carry over to %s", async (_what, edit) => {
    const given = await pair(edit);
    expect(await carry(given)).toBe(false);
    expect(await fixture.operations(given.stage)).toHaveLength(1);
  });

  it("does not carry over to a write whose price is not known, though it was not known before either", async () => {
    expect(await carry(await pair("line #- '{plan,money}'", true))).toBe(false);
  });

  it("carries over once", async () => {
    const given = await pair();
    expect(await carry(given)).toBe(true);
    expect(await carry(given)).toBe(true);
    expect(await fixture.operations(given.stage)).toHaveLength(2);
  });

  it("finds no plan of another partner", async () => {
    const given = await pair();
    const other = await fixture.stage(1);
    await expect(carry({ ...given, stage: other })).rejects.toMatchObject({ code: "not_found" });
  });
});
