import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setApplicationPool } from "@/db/application-pool";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { eventOf, jobProbes, jobsOf } from "@/e2e/security/jobs";
import { fingerprintOf } from "@/e2e/security/tenant-rows";
import { buildProbeWorld, type ProbeWorld } from "@/e2e/security/world";
import { sandboxControl, setStageEnvironment, stageInstant } from "@/e2e/support/billing-stage";
import { startSandbox } from "@/lib/sandbox/server";
import { functions } from "./index";

const jobs = jobsOf(functions);

/** What records must be for every job to find work, with the partner as $1. */
const given = [
  `update plans set state = 'approved', approved_hash = hash, approved_at = business_now()
   where partner_id = $1 and state = 'draft'`,
  "update operations set state = 'unknown', sent_at = business_now() where partner_id = $1",
];

let database: TestDatabase;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let own: ProbeWorld;
let other: ProbeWorld;
let twin: ProbeWorld;

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ port: 0 });
  setStageEnvironment({ databaseUrl: database.appUrl, sandboxUrl: sandbox.url });
  setApplicationPool(database.pool);
  await database.superuserPool.query("select set_business_clock('frozen', $1)", [stageInstant]);
  [own, other, twin] = [await buildWorld(), await buildWorld(), await buildWorld()];
}, 60_000);

afterAll(async () => {
  setApplicationPool(undefined);
  await sandbox.stop();
  await database.drop();
});

async function buildWorld(): Promise<ProbeWorld> {
  const world = await buildProbeWorld({ database, sandboxUrl: sandbox.url });
  for (const sql of given) await database.superuserPool.query(sql, [world.partnerId]);
  return world;
}

async function psaRequests(world: ProbeWorld): Promise<number> {
  const { requests } = await sandboxControl<{ requests: unknown[] }>(
    sandbox.url,
    world.stage.world,
    "requests?limit=1000",
  );
  return requests.length;
}

describe("a job told of another partner's records", () => {
  test.each(jobs.map((job) => [job.id, job.event, job] as const))(
    "reads and writes none of them: %s on %s",
    async (_id, _event, job) => {
      const before = await fingerprintOf(database.superuserPool, other.partnerId);
      const asked = await psaRequests(other);
      for (const probe of jobProbes(job.event, own, other)) {
        // Most end as "not found", some find nothing to do: either way nothing of the other partner's may move.
        await job.run(probe.data).catch(() => {});
        expect(await fingerprintOf(database.superuserPool, other.partnerId), probe.name).toBe(before);
        expect(await psaRequests(other), probe.name).toBe(asked);
      }
    },
  );

  test.each(jobs.map((job) => [job.id, job.event, job] as const))(
    "is done when its owner's event says the same: %s on %s",
    (_id, _event, job) => job.run(eventOf(job.event, twin)),
  );

  test("whose event is garbled stops at its schema", async () => {
    for (const job of jobs) {
      for (const data of [{}, { partnerId: "x" }, null, { partnerId: "' or true --" }]) {
        await expect(job.run(data), job.id).rejects.toThrow();
      }
    }
  });
});
