import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildConnection } from "@/db/builders/connection";
import { buildPartner } from "@/db/builders/partner";
import { testContext } from "@/lib/auth/test-context";
import { storeCredentials } from "@/lib/connections/credentials";
import { outside, trustSandbox } from "@/lib/connections/outside";
import { credentialFields } from "@/lib/psa/autotask/settings";
import { actAsTechnician } from "./act-as-technician";
import { changeFaults } from "./change-faults";
import { getClock } from "./get-clock";
import { getCompany } from "./get-company";
import { getRequest } from "./get-request";
import { listCompanies } from "./list-companies";
import { listFaults } from "./list-faults";
import { listRequests } from "./list-requests";
import { listWorlds } from "./list-worlds";
import { moveClock } from "./move-clock";
import { type Practice, PracticeBed } from "./practice.fixture";
import { resetWorld } from "./reset-world";

let bed: PracticeBed;
let own: Practice;
let other: Practice;

beforeAll(async () => {
  bed = await PracticeBed.start();
  own = await bed.partner();
  other = await bed.partner();
});
afterAll(() => bed.stop());

describe("look-alikes", () => {
  it("are those of a partner's own connections, whatever the role", async () => {
    for (const role of ["partner_admin", "partner_operator", "partner_viewer"] as const) {
      expect(await listWorlds(own.as(role))).toMatchObject([
        { name: own.world, psa: "Autotask", connectionId: own.connectionId, timeZone: "Europe/London" },
      ]);
    }
  });

  it("are none for a partner without a connection, and for one whose connection leads to a real PSA", async () => {
    const { partnerId } = await buildPartner(bed.database);
    const ctx = testContext(bed.database.pool, { partnerId });
    expect(await listWorlds(ctx)).toEqual([]);
    // Built with an address outside the sandbox, for a user whose name happens to be a world's.
    const connection = await buildConnection(bed.database, { partnerId });
    const typed = { userName: other.world, secret: "x", trackingId: "y" };
    await ctx.transaction((tx) =>
      storeCredentials(tx, connection.id, typed, credentialFields({}), outside().keyring, "in_use"),
    );
    expect(await listWorlds(ctx)).toEqual([]);
  });

  it("are all of them for the vendor's people, without a word about whose they are", async () => {
    for (const role of ["vendor_admin", "vendor_support"] as const) {
      const worlds = await listWorlds(await bed.vendor(role));
      expect(worlds.map((world) => world.name)).toEqual(expect.arrayContaining([own.world, other.world]));
      expect(worlds[0]).not.toHaveProperty("connectionId");
    }
  });

  it("of another partner are not found by any way, also by a viewer", async () => {
    const world = other.world;
    for (const ctx of [own.ctx, own.as("partner_viewer")]) {
      const ways = [
        () => listRequests(ctx, { world, limit: 5 }),
        () => getRequest(ctx, { world, seq: 1 }),
        () => listCompanies(ctx, { world, search: "" }),
        () => getCompany(ctx, { world, companyId: "10" }),
        () => listFaults(ctx, { world }),
        () => getClock(ctx, { world }),
        () => actAsTechnician(ctx, { world, act: { act: "remove_line", lineId: "70" } }),
        () => changeFaults(ctx, { world, clear: true }),
        () => moveClock(ctx, { world, move: "day" }),
        () => resetWorld(ctx, { world, confirmation: "reset" }),
      ];
      for (const way of ways) await expect(way()).rejects.toMatchObject({ code: "not_found" });
    }
    const { lines } = await bed.sandbox.control<{ lines: unknown[] }>(world, "world?only=lines");
    expect(lines).toHaveLength(1);
  });

  it("are said to be away while the sandbox program is", async () => {
    const vendor = await bed.vendor("vendor_admin");
    trustSandbox("http://127.0.0.1:9");
    await expect(listWorlds(vendor)).rejects.toMatchObject({ code: "unavailable" });
    trustSandbox(bed.sandbox.origin);
  });

  it("are only looked at by vendor support, and used by everybody else", async () => {
    const support = await bed.vendor("vendor_support");
    const act = { act: "rename_company", companyId: "11", name: "Lead and Company" } as const;
    expect((await listCompanies(support, { world: own.world, search: "calder" })).found).toBe(1);
    await expect(actAsTechnician(support, { world: own.world, act })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(changeFaults(support, { world: own.world, clear: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await actAsTechnician(own.as("partner_viewer"), { world: own.world, act })).toEqual({
      done: "rename_company",
    });
  });
});
