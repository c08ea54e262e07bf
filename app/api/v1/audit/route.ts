import { z } from "zod";
import { listAuditEntries } from "@/lib/audit/list-entries";
import { route } from "@/lib/http/route";

const positive = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform((text) => Number.parseInt(text, 10));

const entry = z.object({
  id: z.uuid(),
  sequence: z.int(),
  at: z.iso.datetime(),
  actor: z.looseObject({ kind: z.enum(["person", "api_key", "system"]) }),
  action: z.string(),
  recordKind: z.string(),
  recordId: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
  from: z.string().nullable(),
});

export const GET = route(
  {
    permission: "audit.read",
    summary: "Lists who did what in the own company, the latest first",
    query: z.strictObject({
      recordKind: z.string().max(100).optional(),
      recordId: z.string().max(100).optional(),
      action: z.string().max(100).optional(),
      before: positive.optional(),
      limit: positive.pipe(z.int().max(200)).default(50),
    }),
    answer: z.object({ entries: z.array(entry), next: z.int().nullable() }),
  },
  ({ ctx, query }) => listAuditEntries(ctx, query),
);
