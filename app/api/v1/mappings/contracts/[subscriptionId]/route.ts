import { z } from "zod";
import { nothing, route } from "@/lib/http/route";
import { removeContractLink } from "@/lib/mappings/remove-contract-link";
import { queryNumber } from "@/lib/mappings/wire";

export const DELETE = route(
  {
    permission: "mapping.edit",
    summary: "Takes a subscription off its contract while no line of it is billed there",
    params: z.object({ subscriptionId: z.uuid() }),
    query: z.strictObject({ version: queryNumber.optional() }),
    answer: nothing,
  },
  async ({ ctx, params, query }) => {
    await removeContractLink(ctx, { ...params, ...query });
    return {};
  },
);
