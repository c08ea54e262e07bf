import { z } from "zod";

export const searchAnswer = z.object({
  hits: z.array(
    z.object({
      kind: z.enum(["customer", "product", "subscription", "task"]),
      id: z.uuid(),
      title: z.string(),
      detail: z.string(),
      href: z.string(),
    }),
  ),
});

export type SearchAnswer = z.infer<typeof searchAnswer>;
