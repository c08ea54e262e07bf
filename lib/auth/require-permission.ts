import { AppError } from "@/lib/errors";
import type { Ctx } from "./context";
import { type Permission, roleAllows } from "./roles";
import { type Scope, scopesAllow } from "./scopes";

/**
 * Whether this context may do it. The portal's own jobs may: they act by the right of whoever caused them, which was
 * checked then, and their rows are limited to one tenant all the same.
 */
export function hasPermission(ctx: Ctx, permission: Permission): boolean {
  switch (ctx.actor.kind) {
    case "system":
      return true;
    case "api_key":
      return scopesAllow(ctx.actor.scopes, permission, ctx.actor.isVendorWide);
    case "person":
      return ctx.role !== undefined && roleAllows(ctx.role, permission, ctx.visit?.level);
  }
}

/** First line of a use case. Throws `forbidden`; a record of another partner is refused later, as `not_found`. */
export function requirePermission(ctx: Ctx, permission: Permission): void {
  if (hasPermission(ctx, permission)) return;
  throw new AppError(
    "forbidden",
    `Your role does not include this (${permission}). Ask an admin of your company.`,
  );
}

/** For what only machines do. The portal's own jobs pass, for example when the demo's history is brought in. */
export function requireScope(ctx: Ctx, scope: Scope): void {
  if (ctx.actor.kind === "system") return;
  if (ctx.actor.kind === "api_key" && ctx.actor.scopes.includes(scope)) return;
  throw new AppError("forbidden", `This needs an API key with the scope ${scope}.`);
}
