import { z } from "zod";
import { isoMs } from "./clock";

/** A change of a world's clock, as the control API and world definitions write it. */
export const clockChangeSchema = z.strictObject({
  /** World time from now on, ISO text. */
  set: z
    .string()
    .refine((text) => !Number.isNaN(isoMs(text)), "is not an instant")
    .optional(),
  freeze: z.boolean().optional(),
  advanceMs: z.int().min(0).optional(),
  /** World seconds per real second while running. */
  speed: z.number().positive().max(100_000).optional(),
  /** Back to the machine's own time. */
  real: z.boolean().optional(),
});
