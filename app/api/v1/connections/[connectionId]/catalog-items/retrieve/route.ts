import { z } from "zod";
import { connectionParams } from "@/lib/connections/wire";
import { route } from "@/lib/http/route";
import { retrievedCatalog } from "@/lib/mirror/catalog-wire";
import { retrieveCatalog } from "@/lib/mirror/retrieve-catalog";

export const POST = route(
  {
    permission: "sync.run",
    summary: "Reads the PSA's catalogue now and keeps it",
    params: connectionParams,
    body: z.strictObject({ acceptsFewer: z.boolean().optional() }),
    answer: retrievedCatalog,
  },
  ({ ctx, params, body }) => retrieveCatalog(ctx, { ...params, ...body }),
);
