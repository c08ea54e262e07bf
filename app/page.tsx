import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { applicationPool } from "@/db/application-pool";
import type { Ctx } from "@/lib/auth/context";
import { personContext } from "@/lib/auth/person-context";
import { newRequestId } from "@/lib/auth/request-id";
import { roleNames } from "@/lib/auth/roles";
import { readSessionClaim } from "@/lib/auth/session-token";
import { AppError } from "@/lib/errors";

/** Says who is signed in; everybody else is sent to the sign-in page. */
export default async function HomePage() {
  const ctx = await signedIn();
  if (!ctx) redirect("/sign-in");
  return (
    <main className="mx-auto max-w-xl p-10">
      <h1 className="text-2xl font-semibold">Counterpart</h1>
      <p className="mt-4">
        Signed in as {ctx.actor.kind === "person" ? ctx.actor.name : ""}
        {ctx.role ? `, ${roleNames[ctx.role]}` : ""}.
      </p>
      <p className="mt-2 text-(--muted)">The API at /api/v1 does the work; its screens follow.</p>
    </main>
  );
}

async function signedIn(): Promise<Ctx | undefined> {
  const claim = await readSessionClaim((await headers()).get("cookie"));
  if (!claim) return undefined;
  try {
    return await personContext(applicationPool(), claim, { requestId: newRequestId() });
  } catch (error) {
    if (error instanceof AppError && error.code === "unauthenticated") return undefined;
    throw error;
  }
}
