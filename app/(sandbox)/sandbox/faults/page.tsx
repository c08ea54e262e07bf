import type { Metadata } from "next";
import { FaultsScreen } from "@/components/sandbox/faults-screen";
import { answerOf } from "@/lib/http/page-answer";
import { listFaults } from "@/lib/practice-psa/list-faults";
import { faultsAnswer } from "@/lib/practice-psa/wire";
import { type SandboxQuery, sandboxPage } from "../sandbox-page";

export const metadata: Metadata = { title: "PSA sandbox: faults" };

export default function Page({ searchParams }: { searchParams: SandboxQuery }) {
  return sandboxPage(searchParams, async (ctx, world) => {
    const told = await listFaults(ctx, { world: world.name });
    return <FaultsScreen key={world.name} world={world} initial={answerOf(faultsAnswer, told)} />;
  });
}
