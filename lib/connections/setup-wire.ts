import { z } from "zod";
import { vocabularyAnswer } from "./wire";

/** Wire shapes of Integration Setup, beside those of the connections themselves. */
const recipeAnswer = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  steps: z.array(z.object({ text: z.string(), path: z.array(z.string()).optional() })),
  rights: z.array(z.object({ right: z.string(), reason: z.string() })).optional(),
  caution: z.string().optional(),
});

export const providersAnswer = z.object({
  vendor: z.string(),
  planned: z.array(z.object({ psa: z.string() })),
  providers: z.array(
    z.object({
      id: z.string(),
      vocabulary: vocabularyAnswer,
      capabilities: z.object({ callsPerHour: z.int() }),
      fields: z.array(
        z.object({
          name: z.string(),
          label: z.string(),
          isSecret: z.boolean(),
          isOptional: z.boolean().optional(),
          help: z.string().optional(),
        }),
      ),
      recipes: z.array(recipeAnswer),
    }),
  ),
});

export const readingAnswer = z.object({
  isFinished: z.boolean(),
  lists: z.array(
    z.object({
      list: z.enum(["companies", "catalog_items", "billing_codes", "contracts", "lines"]),
      state: z.enum(["read", "reading", "refused", "after_mapping"]),
      count: z.int(),
      readAt: z.iso.datetime().nullable(),
      problem: z.string().nullable(),
    }),
  ),
});

export const readinessAnswer = z.object({
  state: z.enum(["ready", "look", "needs_you", "unchecked"]),
  checkedAt: z.iso.datetime().nullable(),
  items: z.array(
    z.object({
      id: z.string(),
      feature: z.enum(["connection", "billing"]),
      state: z.enum(["ready", "look", "needs_you", "unchecked"]),
      title: z.string(),
      cause: z.string().optional(),
      fix: z.string().optional(),
      link: z.object({ label: z.string(), href: z.string() }).optional(),
    }),
  ),
});

export const examplesAnswer = z.object({
  basedOn: z.string().nullable(),
  examples: z.record(z.string(), z.record(z.string(), z.string())).meta({
    description:
      "One sentence for each value of a setting, reckoned with a subscription of the partner's own",
  }),
});

/** As the API answers them. */
export type ProvidersAnswer = z.output<typeof providersAnswer>;
export type ProviderAnswer = ProvidersAnswer["providers"][number];
export type ReadingAnswer = z.output<typeof readingAnswer>;
export type ReadinessAnswer = z.output<typeof readinessAnswer>;
export type ExamplesAnswer = z.output<typeof examplesAnswer>;
