import type { Metadata } from "next";
import { ResetScreen } from "@/components/sandbox/reset-screen";
import { type SandboxQuery, sandboxPage } from "../sandbox-page";

export const metadata: Metadata = { title: "PSA sandbox: reset" };

export default function Page({ searchParams }: { searchParams: SandboxQuery }) {
  return sandboxPage(searchParams, async (_ctx, world) => <ResetScreen key={world.name} world={world} />);
}
