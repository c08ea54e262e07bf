import { z } from "zod";
import { choicesSchema } from "@/lib/plans/plan-schema";

const choices = z.strictObject(choicesSchema.shape);

/** What `POST /plans` takes. */
export const planWishesSchema = z.strictObject({
  taskIds: z.array(z.uuid()).min(1).max(10_000),
  choices: choices.optional().describe("for every task of this plan; goes before all settings"),
  exceptions: z
    .array(
      z.strictObject({
        taskId: z.uuid(),
        choices: choices.optional(),
        leaveOut: z
          .string()
          .trim()
          .min(1)
          .max(200)
          .optional()
          .describe("why nothing of it is written; approving the plan ignores the task with this reason"),
      }),
    )
    .max(10_000)
    .optional(),
  basedOn: z
    .uuid()
    .optional()
    .describe(
      "a plan of the same tasks, minutes old: what it read of the PSA is used again where it answers",
    ),
});

export type WirePlanWishes = z.input<typeof planWishesSchema>;
