import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { applicationPool } from "@/db/application-pool";
import type { Ctx } from "@/lib/auth/context";
import { personContext } from "@/lib/auth/person-context";
import { newRequestId } from "@/lib/auth/request-id";
import { hasPermission } from "@/lib/auth/require-permission";
import type { Permission } from "@/lib/auth/roles";
import { readSessionClaim } from "@/lib/auth/session-token";
import { AppError } from "@/lib/errors";

/** Who looks at this page; found once for page and frame. `undefined`: nobody is signed in. */
export const visitor = cache(async (): Promise<Ctx | undefined> => {
  const claim = await readSessionClaim((await headers()).get("cookie"));
  if (!claim) return undefined;
  try {
    return await personContext(applicationPool(), claim, { requestId: newRequestId() });
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return undefined;
    throw error;
  }
});

/**
 * The context of a page's reader; strangers are sent to sign in and come back here. For whom a page is not meant
 * (`permission`), it is as if it were not there: the use cases would refuse every question it asks.
 */
export async function pageContext(permission: Permission | "signed_in"): Promise<Ctx> {
  const ctx = await visitor();
  if (ctx) {
    if (permission !== "signed_in" && !hasPermission(ctx, permission)) notFound();
    return ctx;
  }
  const path = (await headers()).get("x-counterpart-path");
  redirect(path && path !== "/" ? `/sign-in?${new URLSearchParams({ next: path })}` : "/sign-in");
}

/** Turns "there is no such record" into the page that says so; other errors go on. */
export async function orNotFound<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
