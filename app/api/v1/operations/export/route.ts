import { z } from "zod";
import { route, toAnswer } from "@/lib/http/route";
import { exportOperations } from "@/lib/operations/export-operations";
import { logExportQuery, operationList } from "@/lib/operations/operation-schema";

const answer = operationList.pick({ operations: true });

export const GET = route(
  {
    permission: "screen.export",
    summary: "The Action Log as a file, `csv` or `json`, up to 10,000 rows, the newest first",
    query: logExportQuery.extend({ format: z.enum(["csv", "json"]).default("json") }),
    answer,
  },
  async ({ ctx, query: { format, ...filter } }) => {
    const { operations, csv } = await exportOperations(ctx, filter);
    const file =
      format === "json"
        ? toAnswer(answer, { operations }, 200)
        : new Response(csv, { headers: { "content-type": "text/csv; charset=utf-8" } });
    file.headers.set("content-disposition", `attachment; filename="action-log.${format}"`);
    return file;
  },
);
