import type pg from "pg";
import { atTheDoor } from "@/lib/auth/door";
import type { Role } from "@/lib/auth/roles";
import { environment } from "@/lib/env";
import { activePersons } from "./store";

export type DemoPerson = { email: string; name: string; role: Role; tenant: string };

/** The password of every person of the demo story, printed on the sign-in page; in production nobody has it. */
export const demoPassword = "counterpart-demo";

/** Whom the sign-in page offers as buttons: in demo mode everybody of the story, else nobody. */
export async function listDemoPersons(pool: pg.Pool): Promise<DemoPerson[]> {
  if (environment().mode !== "demo") return [];
  return atTheDoor(pool, (db) => activePersons(db, 20));
}
