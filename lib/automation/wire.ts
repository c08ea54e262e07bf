import { z } from "zod";

const level = z.enum(["watch", "ask", "guarded", "automatic"]);

export const customerAutomation = z.object({
  chosen: level.nullable().meta({ description: "Chosen for this customer alone; null: as its connection." }),
  connection: z.object({ name: z.string(), level }),
});

export const customerAutomationBody = z.strictObject({ automationLevel: level.nullable() });

export type CustomerAutomationWire = z.infer<typeof customerAutomation>;
