import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setApplicationPool } from "@/db/application-pool";
import { buildConnection } from "@/db/builders/connection";
import { buildCustomer } from "@/db/builders/customer";
import { buildMirrorCompany, buildMirrorContract, buildMirrorItem } from "@/db/builders/mirror";
import { buildPartner } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { buildProduct } from "@/db/builders/product";
import { buildOrderLine, buildSubscription } from "@/db/builders/subscription";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { jobContext } from "@/lib/auth/job-context";
import { type Caller, call, signedInCaller } from "@/lib/http/test-call";
import { reevaluateTasks } from "@/lib/sync/reevaluate-tasks";
import { freezeClock } from "@/lib/sync/test-bed";
import { PUT as putContracts } from "../mappings/contracts/route";
import { GET as getCustomers, PUT as putCustomers } from "../mappings/customers/route";
import { PUT as putProducts } from "../mappings/products/route";
import { POST as ignore } from "../sync-tasks/[taskId]/ignore/route";
import { GET as getTask } from "../sync-tasks/[taskId]/route";
import { POST as unignore } from "../sync-tasks/[taskId]/unignore/route";
import { GET as getTasks } from "../sync-tasks/route";
import { GET as getRun } from "./[syncRunId]/route";
import { GET as getRuns, POST as postRun } from "./route";

describe("the API of mappings, checks and sync tasks", () => {
  let database: TestDatabase;
  let caller: Caller;
  let stranger: Caller;
  let partnerId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    await freezeClock(database);
    setApplicationPool(database.pool);
    ({ partnerId } = await buildPartner(database));
    const other = await buildPartner(database);
    caller = await signedInCaller(database, await buildPerson(database, { partnerId }), partnerId);
    stranger = await signedInCaller(
      database,
      await buildPerson(database, { partnerId: other.partnerId }),
      other.partnerId,
    );
  });
  afterAll(async () => {
    setApplicationPool(undefined);
    await database.drop();
  });

  it("takes an order from the check through its mappings to a decision", async () => {
    const { id: connectionId } = await buildConnection(database, { partnerId });
    const on = { partnerId, connectionId };
    const customer = await buildCustomer(database, { partnerId });
    const product = await buildProduct(database, { unit: "seat" });
    const ids = { partnerId, customerId: customer.id, productId: product.id };
    const subscription = await buildSubscription(database, ids);
    await buildOrderLine(database, subscription, { quantity: "10", orderedAt: subscription.asOf });
    await buildMirrorCompany(database, { ...on, psaCompanyId: "2001" });
    await buildMirrorContract(database, { ...on, psaCompanyId: "2001", psaContractId: "7" });
    await buildMirrorItem(database, { ...on, psaItemId: "5" });

    const checked = await call(postRun, { caller, body: { connectionId } });
    expect(checked).toMatchObject({
      status: 200,
      json: { state: "finished", joined: false, counts: { made: 1 } },
    });
    const { syncRunId } = checked.json as { syncRunId: string };
    expect(await call(getRun, { caller, params: { syncRunId } })).toMatchObject({
      status: 200,
      json: { state: "finished", createdAt: "2026-03-17T10:02:00.000Z" },
    });
    expect((await call(getRuns, { caller })).json).toMatchObject({ items: [{ id: syncRunId }] });

    const listed = await call(getTasks, { caller, path: "/api/v1/sync-tasks?states=needs_mapping&limit=5" });
    expect(listed).toMatchObject({
      status: 200,
      json: { tasks: [{ missing: ["customer", "product", "contract"] }] },
    });
    const { tasks } = listed.json as { tasks: { id: string }[] };
    const params = { taskId: tasks[0]?.id ?? "" };

    const body = (rows: object[]) => ({ caller, method: "PUT", body: { connectionId, rows } });
    const customerRow = { customerId: customer.id, state: "mapped", psaCompanyId: "2001" };
    expect((await call(putCustomers, body([customerRow]))).json).toMatchObject({
      saved: [{ psaCompanyId: "2001" }],
    });
    const productRow = { productId: product.id, state: "mapped", psaItemId: "5", factor: "1" };
    expect((await call(putProducts, body([productRow]))).json).toMatchObject({ saved: [{ psaItemId: "5" }] });
    const contractRow = { subscriptionId: subscription.id, psaContractId: "7" };
    expect((await call(putContracts, body([contractRow]))).json).toMatchObject({
      saved: [{ psaContractId: "7" }],
    });
    await reevaluateTasks(jobContext(partnerId, "reevaluate-tasks"), { connectionId });
    expect((await call(getTask, { caller, params })).json).toMatchObject({ state: "ready", missing: [] });

    const reason = { reason: "billed elsewhere" };
    expect((await call(ignore, { caller, params, body: reason })).json).toMatchObject({
      state: "ignored",
      ...reason,
    });
    expect((await call(unignore, { caller, method: "POST", params })).json).toMatchObject({ state: "ready" });
  });

  it("shows another partner nothing", async () => {
    const listed = await call(getTasks, { caller });
    const { tasks } = listed.json as { tasks: { id: string; connectionId: string }[] };
    const [task] = tasks;
    const params = { taskId: task?.id ?? "" };
    expect(await call(getTask, { caller: stranger, params })).toMatchObject({ status: 404 });
    expect(await call(ignore, { caller: stranger, params, body: { reason: "x" } })).toMatchObject({
      status: 404,
    });
    expect(
      await call(postRun, { caller: stranger, body: { connectionId: task?.connectionId } }),
    ).toMatchObject({
      status: 404,
    });
    expect((await call(getTasks, { caller: stranger })).json).toEqual({ tasks: [], next: null });
    expect((await call(getCustomers, { caller: stranger })).json).toEqual({ items: [], next: null });
  });

  it("names the field of a row that has a wrong shape", async () => {
    const rows = [{ customerId: "no-uuid", state: "mapped", psaCompanyId: "", extra: 1 }];
    const refused = await call(putCustomers, {
      caller,
      method: "PUT",
      body: { connectionId: partnerId, rows },
    });
    expect(refused).toMatchObject({ status: 422 });
  });
});
