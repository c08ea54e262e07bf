import { z } from "zod";

/** Where a person is signed in, for the route and for the settings page. */
export const sessionsAnswer = z.object({
  sessions: z.array(
    z.object({
      id: z.uuid(),
      startedAt: z.iso.datetime(),
      lastSeenAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      fromAddress: z.string().nullable(),
      userAgent: z.string().nullable(),
      isThisOne: z.boolean(),
    }),
  ),
});

export type SessionList = z.output<typeof sessionsAnswer>;
