import type { Metadata } from "next";
import { ClockScreen } from "@/components/sandbox/clock-screen";
import { answerOf } from "@/lib/http/page-answer";
import { getClock } from "@/lib/practice-psa/get-clock";
import { clockAnswer } from "@/lib/practice-psa/wire";
import { type SandboxQuery, sandboxPage } from "../sandbox-page";

export const metadata: Metadata = { title: "PSA sandbox: clock" };

export default function Page({ searchParams }: { searchParams: SandboxQuery }) {
  return sandboxPage(searchParams, async (ctx, world, asked) => {
    const told = await getClock(ctx, { world: world.name });
    const contract = asked("contract");
    return (
      <ClockScreen
        key={world.name}
        world={world}
        initial={answerOf(clockAnswer, told)}
        contract={contract && /^\d{1,12}$/.test(contract) ? contract : undefined}
      />
    );
  });
}
