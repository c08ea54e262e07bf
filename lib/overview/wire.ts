import { z } from "zod";
import { operationSchema } from "@/lib/operations/operation-schema";
import { taskStates } from "@/lib/sync/sync-task";

/** How the overview leaves the API. Money is per month, in whole minor units. */

const amount = z.object({ currency: z.string(), minor: z.string().regex(/^-?\d+$/) });

const steps = z.object({
  done: z.int(),
  steps: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      detail: z.string(),
      isDone: z.boolean(),
      href: z.string().nullable(),
    }),
  ),
});

const coverage = z.object({
  currency: z.string(),
  total: amount,
  percent: z.string().nullable(),
  withoutPrice: z.int(),
  parts: z.array(
    z.object({
      part: z.enum(["mapped", "waiting", "unmapped", "broken", "ignored", "excluded"]),
      money: amount,
      subscriptions: z.int(),
      share: z.int().describe("thousandths of the total"),
    }),
  ),
});

const need = z.object({
  kind: z.enum([
    "connection",
    "customer_unmapped",
    "customer_broken",
    "product_unmapped",
    "product_broken",
    "contract_unmapped",
    "task_failed",
    "task_needs_review",
    "task_needs_mapping",
    "tasks_ready",
  ]),
  id: z.string(),
  title: z.string(),
  sentence: z.string(),
  money: amount.nullable(),
  isChange: z.boolean(),
  href: z.string(),
  action: z.string(),
  permission: z.enum(["connection.edit", "mapping.edit", "sync.decide", "sync.run"]),
});

const connection = z.object({
  id: z.uuid(),
  name: z.string(),
  psa: z.string(),
  state: z.enum(["draft", "active", "paused", "credentials_rejected", "unreachable", "disabled"]),
  stateReason: z.string().nullable(),
  lastCheckAt: z.iso.datetime().nullable(),
  lastWriteAt: z.iso.datetime().nullable(),
  budget: z.object({
    callsPerHour: z.int(),
    sharePct: z.int(),
    shareCalls: z.int(),
    usedByConnection: z.int(),
    usedByUs: z.int(),
    usedByOthers: z.int().nullable(),
    leftForUs: z.int(),
    blockedUntil: z.iso.datetime().nullable(),
    hours: z.array(z.int()).describe("our calls in each of the last 24 hours, the oldest first"),
  }),
});

export const overviewAnswer = z.object({
  asOf: z.iso.datetime(),
  sentence: z.string(),
  customers: z.object({ total: z.int(), inStep: z.int(), needPerson: z.int(), underWay: z.int() }),
  atStake: z.array(amount),
  coverage: z.array(coverage),
  unmapped: z.object({ money: z.array(amount), subscriptions: z.int(), withoutPrice: z.int() }),
  waiting: z.object({
    tasks: z.int(),
    needPerson: z.int(),
    money: z.array(amount),
    withoutPrice: z.int(),
    byState: z.array(z.object({ state: z.enum(taskStates), tasks: z.int() })),
  }),
  needs: z.object({ total: z.int(), items: z.array(need) }),
  connections: z.array(connection),
  words: z.object({ psa: z.string(), company: z.string(), contract: z.string(), catalogItem: z.string() }),
  setup: steps.nullable(),
  tour: steps.nullable(),
  story: z.object({ at: z.iso.datetime(), isOld: z.boolean(), days: z.int() }).nullable(),
  activity: z.array(
    operationSchema
      .pick({ id: true, planId: true, state: true, customerName: true, productName: true, what: true })
      .extend({
        at: z.iso.datetime(),
        by: z.string().nullable(),
        isUndo: z.boolean(),
        isUndone: z.boolean(),
      }),
  ),
});

export type OverviewAnswer = z.infer<typeof overviewAnswer>;
