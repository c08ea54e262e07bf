import { z } from "zod";

/** How the subscriptions of a customer stand, as the API answers it. */
export const customerStandings = z.object({
  checkedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the last check ended; null when none has." }),
  subscriptions: z.array(
    z.object({
      subscriptionId: z.uuid(),
      vendorSubscriptionId: z.string(),
      productName: z.string(),
      quantity: z.string(),
      unit: z.string(),
      held: z.string().meta({ description: 'Quantity and unit in words, "12 seats"' }),
      state: z.enum(["in_sync", "out_of_sync", "waiting", "not_mapped", "excluded"]),
      why: z.string(),
      openTaskId: z.uuid().nullable(),
    }),
  ),
  isCut: z.boolean().meta({ description: "The customer has more; these are the newest." }),
});

export type CustomerStandingsWire = z.infer<typeof customerStandings>;
