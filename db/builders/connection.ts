import { connections } from "@/db/schema/connections";
import { type Building, buildingDb, builtColumns, nextNumber } from "./build";

export type BuiltConnection = typeof connections.$inferSelect;

/** An active connection in Europe/London with a PSA database of its own. It has no credentials. */
export async function buildConnection(
  building: Building,
  overrides: { partnerId: string } & Partial<typeof connections.$inferInsert>,
): Promise<BuiltConnection> {
  const number = nextNumber();
  const [connection] = await buildingDb(building)
    .insert(connections)
    .values({
      provider: "autotask",
      name: `Autotask ${number}`,
      state: "active",
      instance: { address: "https://sandbox.example/ATServicesRest/", displayName: `Database ${number}` },
      databaseKey: `autotask:${number}`,
      timeZone: "Europe/London",
      currency: "GBP",
      ...builtColumns,
      ...overrides,
    })
    .returning();
  if (!connection) throw new Error("The connection was not stored.");
  return connection;
}
