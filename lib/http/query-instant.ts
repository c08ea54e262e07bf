import { z } from "zod";
import { toInstant } from "@/lib/clock";

const sentence = "must be an instant such as 2026-03-17T08:12:00Z";

/** An instant in an address, from the year 1900: not every year before is one for the database. */
export const queryInstant = z.iso
  .datetime({ offset: true, error: sentence, abort: true })
  .refine((text) => /^(19|[2-9]\d)\d{2}-/.test(toInstant(text).toISOString()), { error: sentence });
