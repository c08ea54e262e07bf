import type { Metadata } from "next";
import { RequestsScreen } from "@/components/sandbox/requests-screen";
import { answerOf } from "@/lib/http/page-answer";
import { requestsQuery } from "@/lib/practice-psa/bodies";
import { listRequests } from "@/lib/practice-psa/list-requests";
import { requestsAnswer } from "@/lib/practice-psa/wire";
import { type SandboxQuery, sandboxPage } from "../sandbox-page";

export const metadata: Metadata = { title: "What did the PSA receive?" };

const pageSize = 100;

export default function Page({ searchParams }: { searchParams: SandboxQuery }) {
  return sandboxPage(searchParams, async (ctx, world, asked) => {
    const parsed = requestsQuery.safeParse({
      writes: asked("writes"),
      method: asked("method"),
      text: asked("text"),
      operation: asked("operation"),
    });
    const { writes, ...filter } = parsed.success ? parsed.data : {};
    const told = await listRequests(ctx, { world: world.name, isWrite: writes, ...filter, limit: pageSize });
    return <RequestsScreen key={world.name} world={world} initial={answerOf(requestsAnswer, told)} />;
  });
}
