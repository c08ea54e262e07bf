import type pg from "pg";
import { poolFor } from "@/db/client";
import { isTold, plantPeople, storyInstant } from "./plant-people";
import { UnexpectedAnswer } from "./portal";
import { type Story, story } from "./story";
import { tellPartnerSide } from "./tell-partner-side";
import { tellVendorSide } from "./tell-vendor-side";

export type SeedAddresses = { appUrl: string; portalUrl: string; sandboxUrl: string };

/**
 * Tells the demo story to a running installation, once: persons into the database, the PSA's world into the sandbox,
 * all else through the doors that everybody uses. A start that broke off is taken up where it stopped. `instant`: the
 * moment of the story for a database that has none; default: its business clock.
 */
export async function seedDemo(addresses: SeedAddresses, instant?: Date): Promise<void> {
  const pool = poolFor(addresses.appUrl, 2);
  const told = await storyInstant(pool);
  const now = told ?? (await setClock(pool, instant));
  const tale = story(now);
  if (!told) await plantPeople(pool, tale);
  else if (await isTold(pool, tale.connection.partner.code)) return;
  await makeWorld(addresses.sandboxUrl, tale);
  await tellVendorSide(addresses.portalUrl, tale);
  await tellPartnerSide(addresses.portalUrl, tale);
}

/** In the demo business time starts at the seed instant and runs from there. */
async function setClock(pool: pg.Pool, instant: Date | undefined): Promise<Date> {
  if (instant) await pool.query("select set_business_clock('running', $1)", [instant]);
  const { rows } = await pool.query<{ now: Date }>("select business_now() as now");
  const now = rows[0]?.now;
  if (!now) throw new Error("The business clock has no row; run the migrations.");
  return now;
}

/** Made anew unless it is there: what the demo's users have changed in it stays. */
async function makeWorld(sandboxUrl: string, tale: Story): Promise<void> {
  const base = `${sandboxUrl}/_sandbox/worlds`;
  const { worlds } = (await (await fetch(base)).json()) as { worlds: { name: string }[] };
  const { userName, world } = tale.connection;
  if (worlds.some((each) => each.name === userName)) return;
  const path = `${base}/${encodeURIComponent(userName)}/world`;
  const clock = { set: tale.instant.toISOString() };
  const made = await fetch(path, { method: "POST", body: JSON.stringify({ ...world, clock }) });
  if (!made.ok) throw new UnexpectedAnswer("POST", path, made.status, await made.text());
}
