import { hash } from "@node-rs/argon2";
import { memberships, persons } from "@/db/schema/people";
import type { Role } from "@/lib/auth/roles";
import { type Building, buildingDb, builtColumns, nextNumber } from "./build";

export type BuiltPerson = typeof persons.$inferSelect & { membershipId: string; role: Role };

type PersonOptions = {
  /** The tenant (partner or vendor) the person is a member of. */
  partnerId: string;
  role?: Role;
  canSeeCost?: boolean;
  email?: string;
  name?: string;
  /** Hashed as sign-in expects it; without one the person cannot sign in. */
  password?: string;
};

/** An active person with one membership: partner admin who sees cost, unless told otherwise. */
export async function buildPerson(building: Building, options: PersonOptions): Promise<BuiltPerson> {
  const db = buildingDb(building);
  const number = nextNumber();
  const role = options.role ?? "partner_admin";
  const [person] = await db
    .insert(persons)
    .values({
      email: options.email ?? `person${number}@example.test`,
      name: options.name ?? `Person ${number}`,
      passwordHash: options.password === undefined ? null : await passwordHash(options.password),
      ...builtColumns,
    })
    .returning();
  if (!person) throw new Error("The person was not stored.");
  const membershipId = await buildMembership(building, { ...options, role, personId: person.id });
  return { ...person, membershipId, role };
}

/** A further membership of a person who exists already. Returns its id. */
export async function buildMembership(
  building: Building,
  options: { personId: string; partnerId: string; role: Role; canSeeCost?: boolean },
): Promise<string> {
  const [membership] = await buildingDb(building)
    .insert(memberships)
    .values({
      partnerId: options.partnerId,
      personId: options.personId,
      role: options.role,
      canSeeCost: options.canSeeCost ?? options.role === "partner_admin",
      ...builtColumns,
    })
    .returning();
  if (!membership) throw new Error("The membership was not stored.");
  return membership.id;
}

const passwordHash = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
