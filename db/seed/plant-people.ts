import { and, eq } from "drizzle-orm";
import type pg from "pg";
import { type Sql, transaction } from "@/db/client";
import { memberships, persons } from "@/db/schema/people";
import { deploymentSettings, partners, tenants } from "@/db/schema/tenancy";
import { hashPassword } from "@/lib/auth/password";
import type { StoryPartner, StoryPerson } from "./people";
import type { Story } from "./story";

/** Everybody's password in the demo; it stands on the sign-in page. */
export const demoPassword = "counterpart-demo";

const atTheDoor = { vendorSide: [], partnerSide: [], door: true };

/** The instant of the story that this database tells; undefined while it tells none. */
export async function storyInstant(pool: pg.Pool): Promise<Date | undefined> {
  return transaction(pool, atTheDoor, async (db) => {
    const rows = await db.select({ storyAt: deploymentSettings.storyAt }).from(deploymentSettings);
    return rows[0]?.storyAt ?? undefined;
  });
}

/**
 * Vendor, partners and persons: what has to be there before anybody can knock at a door. In one transaction with the
 * story's instant, so that a start that breaks off goes on with the same story.
 */
export async function plantPeople(pool: pg.Pool, story: Story): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await transaction(pool, atTheDoor, async (db, now) => {
    const plant: Planting = { db, now, passwordHash };
    await db
      .insert(deploymentSettings)
      .values({
        vendorName: story.vendor.name,
        autotaskTrackingId: story.trackingId,
        storyAt: story.instant,
      })
      .onConflictDoUpdate({
        target: deploymentSettings.only,
        set: {
          vendorName: story.vendor.name,
          autotaskTrackingId: story.trackingId,
          storyAt: story.instant,
        },
      });
    await plantMembers(plant, await plantTenant(plant, "vendor", story.vendor.name), story.vendor.persons);
    for (const partner of story.partners) await plantOne(plant, partner);
  });
}

/** One more partner with its persons, for a run that must not meet the demo's. */
export async function plantPartner(pool: pg.Pool, partner: StoryPartner): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await transaction(pool, atTheDoor, (db, now) => plantOne({ db, now, passwordHash }, partner));
}

type Planting = { db: Sql; now: Date; passwordHash: string };

async function plantOne(plant: Planting, { persons: members, ...partner }: StoryPartner): Promise<void> {
  const { db, now } = plant;
  const partnerId = await plantTenant(plant, "partner", partner.name);
  await db.insert(partners).values({ ...partner, partnerId, createdAt: now, updatedAt: now });
  await plantMembers(plant, partnerId, members);
}

async function plantTenant({ db, now }: Planting, kind: "vendor" | "partner", name: string): Promise<string> {
  const [tenant] = await db.insert(tenants).values({ kind, name, createdAt: now }).returning();
  if (!tenant) throw new Error(`The tenant ${name} was not stored.`);
  return tenant.id;
}

async function plantMembers(
  { db, now, passwordHash }: Planting,
  partnerId: string,
  members: readonly StoryPerson[],
): Promise<void> {
  for (const { email, name, role, canSeeCost } of members) {
    const columns = { createdAt: now, updatedAt: now };
    const [person] = await db
      .insert(persons)
      .values({ email, name, passwordHash, ...columns })
      .returning();
    if (!person) throw new Error(`${name} was not stored.`);
    await db.insert(memberships).values({ partnerId, personId: person.id, role, canSeeCost, ...columns });
  }
}

/** Whether the story was told to its end: the partner's first check of changes has finished. */
export async function isTold(pool: pg.Pool, partnerCode: string): Promise<boolean> {
  const partnerId = await transaction(pool, atTheDoor, async (db) => {
    const rows = await db
      .select({ id: partners.partnerId })
      .from(partners)
      .where(and(eq(partners.code, partnerCode)));
    return rows[0]?.id;
  });
  if (!partnerId) return false;
  return transaction(pool, { vendorSide: [], partnerSide: [partnerId] }, async (db) => {
    const { rows } = await db.execute<{ told: boolean }>(
      "select exists (select from sync_runs where state = 'finished') as told",
    );
    return rows[0]?.told ?? false;
  });
}
