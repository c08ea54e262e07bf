import { z } from "zod";

const level = z.enum(["watch", "ask", "guarded", "automatic"]);

export const customerAutomation = z.object({
  chosen: level.nullable().meta({ description: "Chosen for this customer alone; null: as its connection." }),
  connection: z.object({ name: z.string(), level }),
});

export const customerAutomationBody = z.strictObject({ automationLevel: level.nullable() });

export const levelPreviewQuery = z.strictObject({ level });

export const levelPreview = z.object({
  changes: z.int(),
  alone: z.int(),
  waiting: z.array(z.object({ guard: z.string(), count: z.int(), example: z.string() })),
  sentence: z.string(),
});

export type LevelPreviewWire = z.infer<typeof levelPreview>;
export type CustomerAutomationWire = z.infer<typeof customerAutomation>;
