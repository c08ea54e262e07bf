import type { Metadata } from "next";
import { pageContext } from "@/app/page-context";
import { type logDefaults, logFilterQuery } from "@/components/sync/log-address";
import { LogScreen } from "@/components/sync/log-screen";
import { listConnections } from "@/lib/connections/list-connections";
import { answerOf } from "@/lib/http/page-answer";
import { pageOf } from "@/lib/http/paging";
import { listOperations } from "@/lib/operations/list-operations";
import { logQuery, logSummary, operationList } from "@/lib/operations/operation-schema";
import { summariseOperations } from "@/lib/operations/summarise-operations";
import type { Given } from "../first-tasks";

export const metadata: Metadata = { title: "Action Log" };

export default async function LogPage({ searchParams }: { searchParams: Promise<Given> }) {
  const ctx = await pageContext("partner.read");
  const query = logFilterQuery(addressOf(await searchParams));
  // What nobody could have been given is left to the API, which says what is wrong with it.
  const asked = logQuery.safeParse(Object.fromEntries(new URLSearchParams(query)));
  const { cursor, limit, ...filter } = asked.success ? asked.data : logQuery.parse({});
  const list = await listOperations(ctx, filter, pageOf({ cursor, limit }, "time"));
  const connections = await listConnections(ctx);
  return (
    <LogScreen
      first={{
        query: asked.success ? query : "none",
        list: answerOf(operationList, list),
        summary: answerOf(logSummary, await summariseOperations(ctx)),
      }}
      connections={connections.map(({ id, name }) => ({ id, name }))}
    />
  );
}

function addressOf(given: Given) {
  const text = (name: Exclude<keyof typeof logDefaults, "states">) => {
    const value = given[name];
    return typeof value === "string" ? value : "";
  };
  return {
    search: text("search"),
    states: typeof given.states === "string" ? given.states.split(",").filter(Boolean) : [],
    connection: text("connection"),
    customer: text("customer"),
    from: text("from"),
    to: text("to"),
    operation: "",
  };
}
