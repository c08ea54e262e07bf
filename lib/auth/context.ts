import type pg from "pg";
import { type Sql, type TenantScope, transaction } from "@/db/client";
import { presenceOf } from "@/db/presence";
import type { Role, VisitLevel } from "./roles";

/** Who acts. Goes into every audit entry as it is. */
export type Actor =
  | { kind: "person"; personId: string; sessionId: string; name: string }
  | { kind: "api_key"; apiKeyId: string; name: string; scopes: readonly string[]; isVendorWide: boolean }
  | { kind: "system"; job: string };

/**
 * Who is asking, for whose rows, by which right. Made at the door (a route, a durable function's event, a webhook) and
 * handed to every use case. Holds no open transaction: `transaction` opens one, sets the tenants for it alone and
 * closes it.
 */
export type Ctx = {
  readonly actor: Actor;
  /** The one tenant this request is about. Vendor-wide API keys have the vendor's own tenant here. */
  readonly partnerId: string;
  /** `undefined` for the portal's own jobs, which act by the right of whoever caused them. */
  readonly role: Role | undefined;
  readonly canSeeCost: boolean;
  /** Vendor support inside a partner's open visit. */
  readonly visit?: { readonly id: string; readonly level: VisitLevel };
  readonly scope: TenantScope;
  readonly requestId: string;
  /** Address the request came from; for audit. */
  readonly from?: string;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** This process's sign of life in the database, written beside what it locks. */
  presence(): Promise<number>;
};

/** An open transaction: the only thing that stores accept. `now` is the business time at its start. */
export type Tx = {
  readonly db: Sql;
  readonly now: Date;
  readonly ctx: Ctx;
};

/** Not a member of Ctx, so that no use case reaches the pool and forgets the tenants. */
const pools = new WeakMap<Ctx, pg.Pool>();

export function makeContext(pool: pg.Pool, who: Omit<Ctx, "transaction" | "presence">): Ctx {
  const ctx: Ctx = {
    ...who,
    transaction: (work) => transaction(pool, who.scope, (db, now) => work({ db, now, ctx })),
    presence: () => presenceOf(pool),
  };
  pools.set(ctx, pool);
  return ctx;
}

/**
 * The same actor with other tenants in view. Only `lib/auth`, `lib/partners` and `lib/members` call it, after they have
 * found out that these tenants are theirs to see (`lib/layers.test.ts` looks).
 */
export function withScope(ctx: Ctx, scope: TenantScope): Ctx {
  const pool = pools.get(ctx);
  if (!pool) throw new Error("This context was not made by makeContext.");
  return makeContext(pool, { ...ctx, scope });
}
