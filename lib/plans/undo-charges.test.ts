import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageOf } from "@/lib/http/paging";
import { getLoggedOperation } from "@/lib/operations/get-operation";
import { listOperations } from "@/lib/operations/list-operations";
import { ChargeFixture } from "./charge-fixture";
import { getPlan } from "./get-plan";
import { undoOperations } from "./undo-operations";

let fixture: ChargeFixture;

beforeAll(async () => {
  fixture = await ChargeFixture.open();
});

afterAll(() => fixture.close());

const twelve = { quantity: "12", effectiveDate: "2026-03-17" };
const catchUp = "2026-04-01 2 seats 17-31 March: 1 x 19.35";

describe("taking a charge back", () => {
  it("deletes it while it is not billed, and putting the undo back charges it again", async () => {
    const stage = await fixture.stage();
    await fixture.post(stage, "2026-03-01");
    const planId = await fixture.applied(stage, twelve);
    const undoId = await fixture.undone(stage, planId);
    expect(await fixture.said(stage)).toEqual([]);
    expect(await fixture.apply.unitsOn(stage, 0, "2026-04-02")).toBe(10);
    const { id } = await fixture.chargeOperation(stage);
    const { operations } = await listOperations(stage.ctx, { planId: undoId }, pageOf({ limit: 9 }, "time"));
    const removed = operations.find(({ kind }) => kind === "remove_charge");
    expect(removed).toMatchObject({
      undoesOperationId: id,
      what: "charge of 2 seats 17-31 March, 19.35 on 1 April taken away",
      change: { what: "charge", before: "2 seats 17-31 March, 19.35", after: "none" },
    });
    await fixture.undone(stage, undoId);
    expect(await fixture.said(stage)).toEqual([catchUp]);
  });

  it("adds the opposite charge in the first open period once it is billed", async () => {
    const stage = await fixture.stage({ settings: { proration: "vendor" } });
    await fixture.applied(stage, twelve);
    await fixture.post(stage, "2026-03-01");
    const { id } = await fixture.chargeOperation(stage);
    const undo = await undoOperations(stage.ctx, { operationIds: [id] });
    const plan = await getPlan(stage.ctx, undo);
    expect(plan.lines[0]?.remainders[0]?.sentence).toBe(
      "The charge of '2 seats 17-31 March', 19.35 GBP is billed already; a charge of -19.35 GBP on 1 April takes it back.",
    );
    await fixture.apply.apply(stage, await fixture.apply.approve(stage, undo.planId));
    expect(await fixture.said(stage)).toEqual([
      "2026-03-17 2 seats 17-31 March: 1 x 19.35",
      "2026-04-01 Taken back: 2 seats 17-31 March: 1 x -19.35",
    ]);
    expect((await fixture.chargeOperation(stage)).undoneBy).not.toBeNull();
  });

  it("asks first when a person has changed it since, and has nothing to do when it is gone", async () => {
    const stage = await fixture.stage({ settings: { proration: "vendor" } });
    await fixture.applied(stage, twelve);
    const { id } = await fixture.chargeOperation(stage);
    const ofCharge = async () =>
      (await getPlan(stage.ctx, await undoOperations(stage.ctx, { operationIds: [id] }))).lines[0];
    const [charge] = await fixture.charges(stage);
    const members = { unitPrice: 15 };
    await fixture.apply.control(stage, "acts", [
      { act: "update", entity: "ContractCharges", id: charge?.id, members },
    ]);
    expect((await ofCharge())?.confirmation).toContain("15.00 GBP, where we wrote 19.35 GBP");
    await fixture.removeCharges(stage);
    expect((await ofCharge())?.refusals[0]?.code).toBe("nothing_to_undo");
  });

  it.each([
    ["after-write", 1],
    ["before-write", 2],
  ])("once, though the answer to the deletion is lost (%s)", async (kind, attempts) => {
    const stage = await fixture.stage({ settings: { proration: "vendor" } });
    await fixture.applied(stage, twelve);
    const { id } = await fixture.chargeOperation(stage);
    const { planId } = await undoOperations(stage.ctx, { operationIds: [id] });
    await fixture.apply.control(stage, "faults", {
      add: [{ kind, method: "DELETE", path: "*/Charges/*", nth: 1, count: 1 }],
    });
    await fixture.apply.apply(stage, await fixture.apply.approve(stage, planId));
    const removal = async () =>
      (await fixture.apply.operations(stage)).find((operation) => operation.kind === "remove_charge");
    const lost = await removal();
    expect(lost?.state).toBe("unknown");
    await fixture.lookUp(stage, lost?.id ?? "");
    await fixture.apply.apply(stage, planId);
    expect(await fixture.said(stage)).toEqual([]);
    expect(await removal()).toMatchObject({ state: "confirmed", attempts });
  });

  it("is refused where it was billed meanwhile, and a new undo adds the opposite", async () => {
    const stage = await fixture.stage({ settings: { proration: "vendor" } });
    const planId = await fixture.applied(stage, twelve);
    const { id } = await fixture.chargeOperation(stage);
    const undo = await undoOperations(stage.ctx, { operationIds: [id] });
    await fixture.apply.approve(stage, undo.planId);
    await fixture.post(stage, "2026-03-01");
    await fixture.apply.apply(stage, undo.planId);
    expect(await fixture.said(stage)).toHaveLength(1);
    const { lines } = await getPlan(stage.ctx, undo);
    expect(lines[0]).toMatchObject({ state: "failed", note: expect.stringContaining("by hand") });
    await fixture.undone(stage, planId);
    const amounts = (await fixture.charges(stage)).map(({ unitPrice }) => unitPrice);
    expect(amounts).toEqual([19.35, -19.35]);
  });
});

describe("the Action Log", () => {
  it("says a charge in words, with its undo", async () => {
    const stage = await fixture.stage({ settings: { proration: "vendor" } });
    await fixture.applied(stage, twelve);
    const { id } = await fixture.chargeOperation(stage);
    const entry = await getLoggedOperation(stage.ctx, { operationId: id });
    expect(entry).toMatchObject({
      what: "charge of 2 seats 17-31 March, 19.35 on 17 March",
      change: {
        what: "charge",
        before: null,
        after: "2 seats 17-31 March, 19.35",
        effectiveDate: "2026-03-17",
      },
      psaReference: expect.stringMatching(/^\d+$/),
      undoSentence: expect.stringContaining("deleted while it is not billed"),
    });
  });
});
