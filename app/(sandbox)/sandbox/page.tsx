import { redirect } from "next/navigation";

/** The first tab is what most people come for. */
export default async function Page() {
  redirect("/sandbox/requests");
}
