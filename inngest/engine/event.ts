import { z } from "zod";

/** An event as functions get it. `ts` is milliseconds since 1970, business time. */
export type EngineEvent = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  v?: string | undefined;
};

const sentEvent = z.object({
  id: z.string().max(512).nullish(),
  name: z.string().min(1).max(256),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().int().nonnegative().nullish(),
  v: z.string().nullish(),
});

/** Body of `POST /e/<key>`: one event or a list, as the SDK sends it. Members that we do not use are dropped. */
export const sentEvents = z.union([sentEvent.transform((event) => [event]), z.array(sentEvent).max(5_000)]);

export type SentEvent = z.infer<typeof sentEvent>;
