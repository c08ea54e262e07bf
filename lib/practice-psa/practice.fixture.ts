import { buildPartner, buildVendor } from "@/db/builders/partner";
import { createTestDatabase, type TestDatabase } from "@/db/test-database";
import type { Ctx } from "@/lib/auth/context";
import type { Role } from "@/lib/auth/roles";
import { testContext } from "@/lib/auth/test-context";
import { toInstant } from "@/lib/clock";
import { trustSandbox } from "@/lib/connections/outside";
import { saveConnection } from "@/lib/connections/save-connection";
import { credentialsOf, smallWorld } from "@/lib/psa/autotask/test-world";
import { TestSandbox } from "@/lib/psa/test-sandbox";

export const practiceNow = "2026-03-17T09:00:00Z";

export type Practice = { ctx: Ctx; world: string; connectionId: string; as: (role: Role) => Ctx };

/** One database and one sandbox for a test file, and in them partners who have each connected a world of their own. */
export class PracticeBed {
  readonly database: TestDatabase;
  readonly sandbox: TestSandbox;
  #worlds = 0;

  private constructor(database: TestDatabase, sandbox: TestSandbox) {
    this.database = database;
    this.sandbox = sandbox;
  }

  static async start(): Promise<PracticeBed> {
    const database = await createTestDatabase();
    const sandbox = await TestSandbox.start();
    trustSandbox(sandbox.origin);
    const bed = new PracticeBed(database, sandbox);
    await bed.setClock("frozen", practiceNow);
    await database.superuserPool.query(
      "insert into deployment_settings (vendor_name, story_at) values ('Larkspur Cloud', $1)",
      [toInstant(practiceNow)],
    );
    return bed;
  }

  async stop(): Promise<void> {
    await this.sandbox.stop();
    await this.database.drop();
  }

  async setClock(mode: string, at: string): Promise<void> {
    await this.database.superuserPool.query("select set_business_clock($1, $2)", [mode, toInstant(at)]);
  }

  async partner(): Promise<Practice> {
    const { partnerId } = await buildPartner(this.database);
    const ctx = testContext(this.database.pool, { partnerId });
    this.#worlds += 1;
    const world = `practice${this.#worlds}@partner.example`;
    await this.sandbox.control(world, "world", smallWorld());
    const { connectionId } = await saveConnection(ctx, {
      provider: "autotask",
      credentials: credentialsOf(world),
    });
    await this.sandbox.control(world, "requests", {});
    return { ctx, world, connectionId, as: (role) => testContext(this.database.pool, { partnerId, role }) };
  }

  async vendor(role: "vendor_admin" | "vendor_support"): Promise<Ctx> {
    return testContext(this.database.pool, { partnerId: await buildVendor(this.database), role });
  }

  async lastAudit(
    partnerId: string,
  ): Promise<{ action: string; before: unknown; after: unknown } | undefined> {
    const { rows } = await this.database.superuserPool.query(
      "select action, before, after from audit_entries where partner_id = $1 order by sequence desc limit 1",
      [partnerId],
    );
    return rows[0];
  }
}
