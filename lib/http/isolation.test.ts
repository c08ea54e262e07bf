import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routeModules } from "@/app/api/openapi.json/routes.gen";
import { setApplicationPool } from "@/db/application-pool";
import { buildVendor } from "@/db/builders/partner";
import { buildPerson } from "@/db/builders/person";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import { asNobodys, comparable, nobodys, probesOf, send } from "@/e2e/security/probes";
import { routeName, sampleOf } from "@/e2e/security/samples";
import { fingerprintOf, idsOf } from "@/e2e/security/tenant-rows";
import { buildProbeWorld, ingestScopes, type ProbeWorld } from "@/e2e/security/world";
import { setStageEnvironment, stageInstant } from "@/e2e/support/billing-stage";
import { startSandbox } from "@/lib/sandbox/server";
import { loadManifest } from "./manifest";
import { type Caller, keyCaller, signedInCaller } from "./test-call";

const manifest = (await loadManifest(routeModules)).filter(({ path }) => /^\/api\/(v1|ingest)\//.test(path));

let database: TestDatabase;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let own: ProbeWorld;
let other: ProbeWorld;
let strangers: Record<string, Caller>;
let vendorFeed: Caller;
let theirs: { ids: Awaited<ReturnType<typeof idsOf>>; fingerprint: string };

beforeAll(async () => {
  database = await createTestDatabase();
  sandbox = await startSandbox({ port: 0 });
  setStageEnvironment({ databaseUrl: database.appUrl, sandboxUrl: sandbox.url });
  setApplicationPool(database.pool);
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
  vendorFeed = await keyCaller(database, { partnerId: vendorId, scopes: ingestScopes, isVendorWide: true });
  theirs = {
    ids: await idsOf(database.superuserPool, other.partnerId),
    fingerprint: await fingerprintOf(database.superuserPool, other.partnerId),
  };
}, 60_000);

afterAll(async () => {
  setApplicationPool(undefined);
  await sandbox.stop();
  await database.drop();
});

const world = () => buildProbeWorld({ database, sandboxUrl: sandbox.url });

/** What of the other partner stands in an answer, apart from what the probe itself sent. */
function leaks(answer: unknown, sent: unknown, isVendorsBusiness: boolean): string[] {
  const text = JSON.stringify(answer) ?? "";
  const asked = JSON.stringify(sent) ?? "";
  const secret = isVendorsBusiness ? theirs.ids.psaSide : [...theirs.ids.all, other.marker];
  return [...secret].filter((value) => text.includes(value) && !asked.includes(value));
}

let sentProbes = 0;
const vendorsToo = new Set<string>(["vendor_data.read", "sandbox.read", "sandbox.use"]);

describe("another partner's records", () => {
  test.each(manifest.map((entry) => [routeName(entry), entry] as const))(
    "stay out of reach of %s, and nothing tells that they exist",
    async (_name, entry) => {
      const faults: string[] = [];
      for (const probe of probesOf(entry, own, other)) {
        for (const [who, caller] of Object.entries(strangers)) {
          // A key for all partners is no stranger to what it ingests.
          if (who === "vendor key" && entry.path.startsWith("/api/ingest/")) continue;
          // The vendor's admin may, and the world would be empty for the tests after this one.
          if (who === "vendor admin" && entry.path.endsWith("/reset")) continue;
          sentProbes += 1;
          // The vendor's people see every partner's customers and orders, and nothing of a partner's PSA save the
          // demo's look-alikes.
          const isVendors = who.startsWith("vendor") && vendorsToo.has(entry.definition.permission);
          const answer = await send(entry, probe.sample, caller);
          const say = (what: string) => faults.push(`${probe.name} as ${who}: ${answer.status} ${what}`);
          for (const leak of leaks(answer.json, probe.sample, isVendors)) say(`leaks ${leak}`);
          if (answer.status >= 500) say(JSON.stringify(answer.json));
          if (isVendors) continue;
          const seen = comparable(answer, probe.foreignId);
          const ofNobody = comparable(await send(entry, asNobodys(probe), caller), nobodys(probe.foreignId));
          if (seen !== ofNobody) say(`tells that it exists: ${seen} / ${ofNobody}`);
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
      const sample = sampleOf(entry, owner);
      if (sample.given) await database.superuserPool.query(sample.given, [owner.partnerId]);
      const isIngest = entry.path.startsWith("/api/ingest/");
      const partners = isIngest ? owner.callers.ingestKey : owner.callers.admin;
      const answer = await send(entry, sample, sample.isVendors ? vendorFeed : partners);
      expect(refusalIn(answer)).toBeUndefined();
    },
  );
});

/** A batch is answered with 200 though every row was refused: that would be no twin. */
function refusalIn({ status, json }: { status: number; json: unknown }): string | undefined {
  const rejected: unknown =
    typeof json === "object" && json !== null ? Reflect.get(json, "rejected") : undefined;
  const isRefused = status >= 400 || (Array.isArray(rejected) && rejected.length > 0);
  return isRefused ? `${status} ${JSON.stringify(json)}` : undefined;
}
