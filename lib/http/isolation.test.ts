import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routeModules } from "@/app/api/routes.gen";
import { useApplicationPool } from "@/db/application-pool";
import { buildVendor } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { asNobodys, comparable, nobodysId, probesOf, send } from "@/e2e/security/probes";
import { routeName, sampleOf } from "@/e2e/security/samples";
import { fingerprintOf, uuidsOf } from "@/e2e/security/tenant-rows";
import { buildProbeWorld, ingestScopes, type ProbeWorld } from "@/e2e/security/world";
import { setStageEnvironment, stageInstant } from "@/e2e/support/billing-stage";
import { startSandbox } from "@/lib/sandbox/server";
import { manifestOf } from "./manifest";
import { type Caller, keyCaller, signedInCaller } from "./test-call";

const manifest = manifestOf(routeModules).filter(({ path }) => /^\/api\/(v1|ingest)\//.test(path));

let database: TestDatabase;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let own: ProbeWorld;
let other: ProbeWorld;
let strangers: Record<string, Caller>;
let theirs: { uuids: ReadonlySet<string>; fingerprint: string };

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ port: 0 });
  setStageEnvironment({ databaseUrl: database.appUrl, sandboxUrl: sandbox.url });
  useApplicationPool(database.pool);
  await database.superuserPool.query("select set_business_clock('frozen', $1)", [stageInstant]);
  own = await world();
  other = await world();
  const vendorId = await buildVendor(database);
  const vendor = async (role: "vendor_admin" | "vendor_support") =>
    signedInCaller(database, await buildPerson(database, { partnerId: vendorId, role }), vendorId);
  strangers = {
    ...own.callers,
    "vendor admin": await vendor("vendor_admin"),
    "vendor support": await vendor("vendor_support"),
    "vendor key": await keyCaller(database, { partnerId: vendorId, scopes: ["read"], isVendorWide: true }),
  };
  theirs = {
    uuids: await uuidsOf(database.superuserPool, other.partnerId),
    fingerprint: await fingerprintOf(database.superuserPool, other.partnerId),
  };
}, 60_000);

afterAll(async () => {
  useApplicationPool(undefined);
  await sandbox.stop();
  await database.drop();
});

const world = () => buildProbeWorld({ database, sandboxUrl: sandbox.url });

/** What of the other partner stands in an answer, apart from what the probe itself sent. */
function leaks(answer: unknown, sent: unknown): string[] {
  const text = JSON.stringify(answer) ?? "";
  const asked = JSON.stringify(sent) ?? "";
  const found = [...theirs.uuids, other.marker].filter(
    (value) => text.includes(value) && !asked.includes(value),
  );
  return found;
}

let sentProbes = 0;

describe("another partner's records", () => {
  test.each(manifest.map((entry) => [routeName(entry), entry] as const))(
    "stay out of reach of %s, and nothing tells that they exist",
    async (_name, entry) => {
      const faults: string[] = [];
      for (const probe of probesOf(entry, own, other)) {
        for (const [who, caller] of Object.entries(strangers)) {
          sentProbes += 1;
          const answer = await send(entry, probe.sample, caller);
          const nobodys = await send(entry, asNobodys(probe), caller);
          const say = (what: string) => faults.push(`${probe.name} as ${who}: ${answer.status} ${what}`);
          for (const leak of leaks(answer.json, probe.sample)) say(`leaks ${leak}`);
          if (answer.status >= 500) say(JSON.stringify(answer.json));
          const seen = comparable(answer, probe.foreignId);
          if (answer.status >= 400 && seen !== comparable(nobodys, nobodysId)) {
            say(
              `differs from nobody's: ${seen} / ${comparable(nobodys, nobodysId)}`,
            );
          }
        }
      }
      expect(faults).toEqual([]);
    },
  );

  test("are as they were after all of it", async () => {
    expect(await fingerprintOf(database.superuserPool, other.partnerId)).toBe(theirs.fingerprint);
    expect(sentProbes).toBeGreaterThanOrEqual(500);
  });
});

describe("the same requests", () => {
  test.each(manifest.map((entry) => [routeName(entry), entry] as const))(
    "of the owner succeed: %s",
    async (_name, entry) => {
      const owner = entry.method === "GET" ? other : await world();
      const caller = entry.path.startsWith("/api/ingest/") ? owner.callers.ingestKey : owner.callers.admin;
      const answer = await send(entry, sampleOf(entry, owner), caller);
      expect({ status: answer.status, answer: answer.json }).toMatchObject({
        status: expect.toSatisfy((s) => s < 400),
      });
    },
  );
});
