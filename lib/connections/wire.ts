import { z } from "zod";
import { providers } from "@/lib/psa/registry";

/** Wire shapes of connections, for the routes and their documentation. */
export const connectionParams = z.object({ connectionId: z.uuid() });

export const credentialsBody = z
  .record(z.string().max(50), z.string().max(500))
  .meta({ description: "Values of the provider's credential fields, by name" });

export const providerBody = z.enum(providers.map((provider) => provider.id) as [string, ...string[]]);

export const trialStepAnswer = z.object({
  step: z.enum(["find_address", "sign_in", "rights", "first_lists"]),
  state: z.enum(["done", "warning", "failed", "not_reached", "under_way"]),
  detail: z.string().optional(),
  ms: z.int(),
});

export const trialAnswer = z.object({
  steps: z.array(trialStepAnswer),
  instance: z
    .object({
      databaseKey: z.string(),
      address: z.string(),
      webAddress: z.string().optional(),
      displayName: z.string(),
    })
    .optional(),
  missingRights: z.array(z.string()),
  problem: z
    .object({ message: z.string(), kind: z.string(), refusal: z.string(), field: z.string().optional() })
    .optional(),
});

export const savedAnswer = z.object({ connectionId: z.uuid(), trial: trialAnswer });

export const vocabularyAnswer = z.object({
  psa: z.string(),
  company: z.string(),
  contract: z.string(),
  contractLine: z.string(),
  catalogItem: z.string(),
  recurringKind: z.string(),
});

export const connectionAnswer = z.object({
  id: z.uuid(),
  provider: z.string(),
  name: z.string(),
  state: z.enum(["draft", "active", "paused", "credentials_rejected", "unreachable", "disabled"]),
  stateReason: z.string().nullable(),
  timeZone: z.string(),
  currency: z.string().nullable(),
  callSharePct: z.int(),
  lastSyncAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  version: z.int(),
  instance: z.object({ address: z.string(), webAddress: z.string().optional(), displayName: z.string() }),
  credentials: z.record(z.string(), z.string()).meta({ description: "Secrets in their masked form" }),
  credentialsCheckedAt: z.iso.datetime().nullable(),
  hasPendingCredentials: z.boolean(),
  companiesMapped: z.int(),
  vocabulary: vocabularyAnswer,
});

export const connectionDetailAnswer = connectionAnswer.extend({
  settings: z.record(
    z.string(),
    z.object({ value: z.unknown(), from: z.enum(["task", "customer", "connection", "deployment"]) }),
  ),
  defaults: z
    .record(z.string(), z.unknown())
    .meta({ description: "What each setting goes back to when its choice is taken back" }),
});

export const connectionsAnswer = z.object({ connections: z.array(connectionAnswer) });

export const budgetAnswer = z.object({
  callsPerHour: z.int(),
  sharePct: z.int(),
  shareCalls: z.int(),
  usedByConnection: z.int(),
  usedByUs: z.int(),
  usedByOthers: z.int().nullable(),
  leftForUs: z.int(),
  blockedUntil: z.iso.datetime().nullable(),
  asOf: z.iso.datetime(),
});

/** As the API answers them. */
export type ConnectionAnswer = z.output<typeof connectionAnswer>;
export type ConnectionsAnswer = z.output<typeof connectionsAnswer>;
export type ConnectionDetailAnswer = z.output<typeof connectionDetailAnswer>;
export type BudgetAnswer = z.output<typeof budgetAnswer>;
export type TrialStepAnswer = z.output<typeof trialStepAnswer>;
export type SavedAnswer = z.output<typeof savedAnswer>;
export type TrialAnswer = z.output<typeof trialAnswer>;
