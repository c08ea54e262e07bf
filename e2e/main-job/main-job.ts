import type pg from "pg";
import { demoPassword } from "@/db/seed/plant-people";
import { Portal } from "@/db/seed/portal";
import { World } from "../support/world";
import { PartnerAdmin, type Plan } from "./partner";
import { type CaseName, cases, contractId, type Stage, setStage } from "./stage";

export type MainJobAddresses = { portalUrl: string; sandboxUrl: string };

type Batch = { accepted: number; unchanged: number; rejected: unknown[]; waiting: unknown[] };
type Say = (line: string) => void;

/**
 * The main job on real input, over HTTP: the vendor's machines post catalogue, customers, subscriptions and orders; the
 * partner's admin connects the PSA, maps, checks, reads the plan, approves. Then the PSA's own grid and request log are
 * compared with what was ordered, the same orders are posted three times, and the sale is taken back. Throws an Error
 * that names the first difference. `run`: a number of its own for each run, so that runs never meet.
 */
export async function runMainJob(
  pool: pg.Pool,
  addresses: MainJobAddresses,
  run: string,
  now: Date,
  say: Say,
): Promise<void> {
  const stage = await setStage(pool, run, now);
  const sandbox = new World(addresses.sandboxUrl, stage.apiUser.userName);
  await sandbox.make(stage.world);
  const feed = await vendorFeed(addresses.portalUrl);
  const { products, customers, history } = stage.documents;
  await deliver(feed, "products", products, say);
  await deliver(feed, "customers", customers, say);
  await deliver(feed, "orders", history, say);

  const admin = new PartnerAdmin(await Portal.signIn(addresses.portalUrl, stage.admin, demoPassword), stage);
  say(`Connection: ${await admin.connect()}`);
  for (const kind of ["customers", "products", "contracts"] as const) {
    say(`Mapped ${await admin.map(kind)} ${kind}`);
  }
  await takeOverWhatStands(admin, sandbox, say);
  const plan = await applyOrders(admin, sandbox, feed, stage, say);
  await repeatOrders(admin, feed, stage, say);
  await takeBackTheSale(admin, sandbox, stage, plan, say);
}

async function vendorFeed(portalUrl: string): Promise<Portal> {
  const vera = await Portal.signIn(portalUrl, "vera@larkspur.example", demoPassword);
  const { key } = await vera.post<{ key: string }>("/api/v1/api-keys", {
    name: "Main job",
    scopes: ["ingest:products", "ingest:customers", "ingest:orders", "ingest:subscriptions"],
  });
  return Portal.withKey(portalUrl, key);
}

async function deliver(feed: Portal, kind: string, items: readonly object[], say: Say): Promise<Batch> {
  const batch = await feed.post<Batch>(`/api/ingest/v1/${kind}`, { items });
  equal(`${kind} rejected or waiting`, batch.rejected.length + batch.waiting.length, 0);
  say(`Posted ${items.length} ${kind}: ${batch.accepted} accepted, ${batch.unchanged} unchanged`);
  return batch;
}

/** The first check finds what the PSA holds already: the lines are taken over and no quantity is written. */
async function takeOverWhatStands(admin: PartnerAdmin, sandbox: World, say: Say): Promise<void> {
  say(await admin.checkChanges());
  const finished = await admin.approve(await admin.plan(await admin.tasks("ready")));
  equal("states of the lines taken over", statesOf(finished), "applied applied applied applied");
  equal("adjustments while taking over", (await sandbox.adjustments()).length, 0);
  say("Took over 4 lines; nothing was written to their quantities");
}

/** Today's five orders become five tasks, one plan, and exactly one adjustment each. */
async function applyOrders(
  admin: PartnerAdmin,
  sandbox: World,
  feed: Portal,
  stage: Stage,
  say: Say,
): Promise<Plan> {
  await sandbox.forgetRequests();
  await deliver(feed, "orders", stage.orders, say);
  await admin.map("contracts");
  say(await admin.checkChanges());
  const tasks = await admin.tasks("ready");
  for (const task of tasks) say(`Task ${task.number} (${task.type}): ${task.customerName}, ${task.sentence}`);
  equal(
    "types of the tasks",
    tasks
      .map(({ type }) => type)
      .sort()
      .join(" "),
    "billing cancellation change change sales",
  );
  const plan = await admin.plan(tasks);
  say(plan.headline);
  for (const line of plan.lines) say(`  ${line.subject.customerName}: ${line.sentence}`);
  const finished = await admin.approve(plan);
  equal("states of the lines", statesOf(finished), "applied applied applied applied applied");
  await compareGrid(sandbox, stage, say);
  await compareLog(sandbox, 5);
  return finished;
}

/** What each order means in the PSA's unit grid: today, and in the next period. */
async function compareGrid(sandbox: World, { days }: Stage, say: Say): Promise<void> {
  const { today, nextPeriodStart } = days;
  const expected: Record<CaseName, { today: number; next: number }> = {
    sale: { today: 12, next: 12 },
    up: { today: 14, next: 14 },
    down: { today: 10, next: 6 },
    billing: { today: 30, next: 30 },
    cancellation: { today: 8, next: 0 },
  };
  for (const [index, { name }] of cases.entries()) {
    const contract = contractId(index);
    const held = {
      today: await sandbox.unitsOn(contract, today),
      next: await sandbox.unitsOn(contract, nextPeriodStart),
    };
    equal(`units of '${name}'`, JSON.stringify(held), JSON.stringify(expected[name]));
    say(`  ${name}: ${held.today} units today, ${held.next} from ${nextPeriodStart}`);
  }
}

async function compareLog(sandbox: World, count: number): Promise<void> {
  const adjustments = await sandbox.adjustments();
  equal("adjustments that the PSA received", adjustments.length, count);
  equal("adjustments refused", adjustments.filter(({ status }) => status >= 400).length, 0);
}

async function repeatOrders(admin: PartnerAdmin, feed: Portal, stage: Stage, say: Say): Promise<void> {
  for (let time = 0; time < 3; time++) {
    const batch = await deliver(feed, "orders", stage.orders, () => {});
    equal("orders unchanged", batch.unchanged, stage.orders.length);
  }
  say(await admin.checkChanges());
  equal("tasks after the same orders three times", (await admin.tasks("ready", "needs_mapping")).length, 0);
  say("The same orders three times changed nothing");
}

/** The plan says beforehand from which day the sale ends and what stays billed; the grid must agree with it. */
async function takeBackTheSale(
  admin: PartnerAdmin,
  sandbox: World,
  stage: Stage,
  applied: Plan,
  say: Say,
): Promise<void> {
  const sold = applied.lines.find((line) => line.type === "sales");
  if (!sold) throw new Error("The plan had no sale.");
  say(`The plan said of its undo: ${sold.steps.map(({ undo }) => undo.sentence).join(" ")}`);
  const undo = await admin.planUndo(applied.id, sold);
  equal("lines of the undo", undo.lines.length, 1);
  const [line] = undo.lines;
  const step = line?.steps[0];
  if (!step) throw new Error(`The undo has nothing to write: ${JSON.stringify(line)}`);
  say(`Undo: ${line.sentence}`);
  equal("state of the undo", statesOf(await admin.approve(undo)), "applied");
  const before = await sandbox.unitsOn(contractId(0), stage.days.today);
  const after = await sandbox.unitsOn(contractId(0), step.effectiveDate);
  equal("units on the day the undo named", after, Number.parseInt(step.quantity, 10));
  equal("the other lines", JSON.stringify(await unitsOfOthers(sandbox, stage)), "[14,10,30,8]");
  say(`  sale: ${before} units today, ${after} from ${step.effectiveDate}`);
}

const unitsOfOthers = (sandbox: World, { days }: Stage): Promise<number[]> =>
  Promise.all([1, 2, 3, 4].map((index) => sandbox.unitsOn(contractId(index), days.today)));

const statesOf = (plan: Plan): string =>
  plan.lines
    .map(({ state }) => state)
    .sort()
    .join(" ");

function equal<T>(what: string, actual: T, expected: T): void {
  if (actual === expected) return;
  throw new Error(`${what}: expected ${String(expected)}, found ${String(actual)}.`);
}
