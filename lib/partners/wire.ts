import { z } from "zod";
import { taskStates } from "@/lib/sync/sync-task";

/** What the vendor may know of its partners: states and counts, no money and no record of a PSA. */
export const partnersAnswer = z.object({
  partners: z.array(
    z.object({
      partnerId: z.uuid(),
      code: z.string(),
      name: z.string(),
      status: z.enum(["active", "suspended", "closed"]),
      connections: z.array(
        z.object({
          psa: z.string(),
          state: z.enum(["draft", "active", "paused", "credentials_rejected", "unreachable", "disabled"]),
          lastCheckAt: z.iso.datetime().nullable(),
          lastWriteAt: z.iso.datetime().nullable(),
        }),
      ),
      customers: z.int(),
      customersMapped: z.int(),
      productsMapped: z.int(),
      tasks: z.array(z.object({ state: z.enum(taskStates), tasks: z.int() })),
    }),
  ),
  next: z.string().nullable(),
});

export type PartnersAnswer = z.infer<typeof partnersAnswer>;
