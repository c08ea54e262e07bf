import { redirect } from "next/navigation";
import { isVendorRole } from "@/lib/auth/roles";
import { pageContext } from "./page-context";

/** Everybody's first page: a partner's Overview, the vendor's list of partners. */
export default async function HomePage() {
  const ctx = await pageContext("signed_in");
  redirect(ctx.role && isVendorRole(ctx.role) && !ctx.visit ? "/vendor" : "/overview");
}
