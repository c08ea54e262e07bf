import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BillingStage, lineIdOf, placeOrders } from "@/e2e/support/billing-stage";
import { toInstant } from "@/lib/clock";
import { openConnector } from "@/lib/connections/open-connector";
import { ApplyFixture } from "@/lib/plans/apply-fixture";
import { getPlan } from "@/lib/plans/get-plan";
import { storeError } from "./stored-error";

let fixture: ApplyFixture;

beforeAll(async () => {
  fixture = await ApplyFixture.open();
});

afterAll(() => fixture.close());

type Told = { state: string; cause: string; fix: string; who: string; link: RegExp; psa?: RegExp };

const planner = "Whoever plans the change";
const admin = "An admin of your company";
const nobody = "Nobody needs to: it goes on by itself";
const plan = /^\/sync\/plans\/[0-9a-f-]{36}$/;
const setup = /^\/integrations\/[0-9a-f-]{36}\/setup$/;

const fault =
  (kind: string, more: object = {}) =>
  (stage: BillingStage) =>
    fixture.control(stage, "faults", { add: [{ kind, method: "POST", path: "*Adjustments", ...more }] });
const act = (one: object) => (stage: BillingStage) => fixture.control(stage, "acts", [one]);
const options = (chosen: object) => act({ act: "set-options", options: chosen });
const says = (text: string) => fault("500", { text });

/** An order for the first line, approved; applied while `before` or `meanwhile` has changed the PSA. */
async function refusedWrite(row: Provoked) {
  const stage = await fixture.stage(1);
  const { quantity = "12", type = "change" } = row;
  await placeOrders(fixture.database.superuserPool, stage, { count: 1, quantity, type });
  const planId = await fixture.approvedPlan(stage);
  await row.before?.(stage);
  if (row.meanwhile) await fault("hold")(stage);
  const applied = fixture.apply(stage, planId);
  if (row.meanwhile) {
    await fixture.untilHeld(stage);
    await row.meanwhile(stage);
    await fixture.control(stage, "faults", { release: { id: 1, as: "go" } });
  }
  await applied;
  const { lines } = await getPlan(stage.ctx, { planId });
  return lines[0]?.operations[0];
}

type Provoked = {
  quantity?: string;
  type?: "change" | "cancellation";
  /** What stands in the way when the write leaves. */
  before?(stage: BillingStage): Promise<unknown>;
  /** What happens after our last reading, while the write is on its way. */
  meanwhile?(stage: BillingStage): Promise<unknown>;
};

const written: [string, Provoked, Told][] = [
  [
    "credentials refused",
    { before: fault("expired") },
    {
      state: "planned",
      cause: "Autotask refused the user name, the secret or the tracking identifier; the connection stops.",
      fix: "Check all three in Integration Setup, and unlock the user in Autotask.",
      who: admin,
      link: setup,
    },
  ],
  [
    "a right that the security level lacks",
    { before: options({ denied: { ContractServiceAdjustments: ["create"] } }) },
    {
      state: "planned",
      cause: "The API user may not create contract service adjustments: it lacks a right.",
      fix: "Give it in Admin > Features & Settings > Resources/Users (HR) > Security > Security Levels, then test and save the connection.",
      who: "An admin of Autotask",
      link: setup,
      psa: /does not have the adequate permissions/,
    },
  ],
  [
    "a date outside the contract",
    {
      meanwhile: act({
        act: "update",
        entity: "Contracts",
        id: 1_000_000,
        members: { endDate: "2026-03-10T00:00:00Z" },
      }),
    },
    {
      state: "refused",
      cause: "17 March is outside the contract (1 January-31 December).",
      fix: "Choose a date inside, or extend the contract.",
      who: planner,
      link: plan,
      psa: /effectiveDate must be between the start date and end date of the Contract/,
    },
  ],
  [
    "a period that was posted",
    { meanwhile: act({ act: "post-period", contractID: 1_000_000, date: "2026-03-01" }) },
    {
      state: "refused",
      cause: "The period that holds 17 March was posted in Autotask meanwhile.",
      fix: "A new plan from the next open period is made by itself.",
      who: planner,
      link: plan,
      psa: /already approved and posted contract period/,
    },
  ],
  [
    "a second change of the same day",
    {
      meanwhile: act({
        act: "adjust",
        contractServiceID: Number.parseInt(lineIdOf(0), 10),
        effectiveDate: "2026-03-17",
        units: 11,
      }),
    },
    {
      state: "refused",
      cause: "This line already has a change on 17 March.",
      fix: "A new plan for the next free day is made by itself.",
      who: planner,
      link: plan,
      psa: /insert duplicate data into contract_service_period/,
    },
  ],
  [
    "a line that is gone",
    { meanwhile: act({ act: "remove-line", contractServiceID: Number.parseInt(lineIdOf(0), 10) }) },
    {
      state: "refused",
      cause: "contractServiceID points to a record that is gone or inactive.",
      fix: "Choose it again on the mapping page; the list is read anew.",
      who: planner,
      link: /^\/customer-map$/,
      psa: /does not reference an existing entity/,
    },
  ],
  [
    "an inactive item",
    { before: says("The value of serviceID does not exist or is invalid.") },
    {
      state: "refused",
      cause: "serviceID points to a record that is gone or inactive.",
      fix: "Choose it again on the mapping page; the list is read anew.",
      who: planner,
      link: /^\/products$/,
      psa: /does not exist or is invalid/,
    },
  ],
  [
    "a field that is demanded",
    { before: says("Missing required field: billingCodeID (Billing Code ID).") },
    {
      state: "refused",
      cause: "Autotask demands billingCodeID here.",
      fix: "Set a default for it in Integration Setup.",
      who: admin,
      link: setup,
      psa: /Missing required field/,
    },
  ],
  [
    "a resource without a role",
    { before: says("When assigning a Resource, you must assign both a Resource and a Role.") },
    {
      state: "refused",
      cause: "Resource and role go together.",
      fix: "Set both or none in Integration Setup.",
      who: admin,
      link: setup,
      psa: /When assigning a Resource/,
    },
  ],
  [
    "zero units",
    { quantity: "0", type: "cancellation", before: options({ zeroUnits: "refuse" }) },
    {
      state: "refused",
      cause: "This tenant does not accept 0 units.",
      fix: "Choose in Integration Setup: 1 unit at price 0, or end the contract.",
      who: admin,
      link: setup,
      psa: /units/i,
    },
  ],
  [
    "too many calls at a time",
    { before: fault("429", { retryAfter: { seconds: 7 } }) },
    {
      state: "planned",
      cause: "Autotask takes no more calls just now.",
      fix: "Nothing to do; it goes on in 7 s.",
      who: nobody,
      link: plan,
      psa: /thread threshold/,
    },
  ],
  [
    "an answer that was lost after the write",
    { before: fault("after-write") },
    {
      state: "unknown",
      cause: "Autotask's answer was lost.",
      fix: "We are checking whether the change arrived; nothing is sent twice.",
      who: nobody,
      link: plan,
    },
  ],
  [
    "a page of a proxy instead of an answer to a write",
    { before: fault("html-200") },
    {
      state: "unknown",
      cause: "Autotask's answer was lost.",
      fix: "We are checking whether the change arrived; nothing is sent twice.",
      who: nobody,
      link: plan,
    },
  ],
  [
    "a sentence that nobody has seen",
    { before: says("The moon is in the wrong house.") },
    {
      state: "refused",
      cause: "Autotask refused this and the reason was not seen before.",
      fix: "Read its sentence below.",
      who: planner,
      link: plan,
      psa: /^The moon is in the wrong house\.$/,
    },
  ],
];

describe("a write that the sandbox refuses or leaves unanswered", () => {
  it.each(written)("is told with its cause, its fix, who and where: %s", async (_case, provoked, told) => {
    const operation = await refusedWrite(provoked);
    expect(operation?.state).toBe(told.state);
    expect(operation?.error).toMatchObject({ cause: told.cause, fix: told.fix, who: told.who });
    expect(operation?.error?.link?.href).toMatch(told.link);
    if (told.psa) expect(operation?.error?.psaSentence).toMatch(told.psa);
    else expect(operation?.error?.psaSentence).toBeUndefined();
  });
});

/** What a call of the connector is refused with, explained as a write's refusal is kept. */
async function refusedCall(row: Called) {
  const stage = await fixture.stage(1);
  await row.before?.(stage);
  const connector = await openConnector(stage.ctx, stage.connectionId);
  const line = { psaContractId: "1000000", psaItemId: "5", psaLineId: lineIdOf(0) };
  const error: unknown = await row.call(connector, line).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const { rows } = await fixture.database.superuserPool.query<{ now: Date }>("select business_now() as now");
  return storeError(error, {
    psa: connector.vocabulary.psa,
    operation: {
      intended: {},
      createdAt: rows[0]?.now ?? toInstant("2026-03-17T09:00:00Z"),
      planId: stage.partnerId,
      connectionId: stage.connectionId,
    },
    before: { contract: { startDate: "2026-01-01", isActive: true, isRecurring: true } },
  });
}

type Connector = Awaited<ReturnType<typeof openConnector>>;
type Called = {
  before?(stage: BillingStage): Promise<unknown>;
  call(
    connector: Connector,
    line: { psaContractId: string; psaItemId: string; psaLineId: string },
  ): Promise<unknown>;
};
const reads: Called["call"] = (connector, line) =>
  connector.readLines([line], { fromDate: "2026-03-01", toDate: "2026-04-30" });
const onReads = (kind: string) => (stage: BillingStage) =>
  fixture.control(stage, "faults", { add: [{ kind, path: "*query", count: null }] });

const called: [string, Called, Omit<Told, "state" | "link"> & { kind: string }][] = [
  [
    "a text that is too long",
    { call: (connector, line) => connector.writeLineText(line, { invoiceText: "x".repeat(1_001) }, "op") },
    {
      kind: "rejected",
      cause: "invoiceDescription is longer than Autotask takes.",
      fix: "Shorten it; only titles and our own texts are cut here.",
      who: planner,
      psa: /String value exceeds maximum length/,
    },
  ],
  [
    "the hour that others have used up",
    { before: act({ act: "use-hour", requests: 10_000 }), call: reads },
    {
      kind: "busy",
      cause: "Autotask takes no more calls just now.",
      fix: expect.stringMatching(/^Nothing to do; it goes on in /),
      who: nobody,
      psa: /threshold/,
    },
  ],
  [
    "trouble behind a proxy",
    { before: onReads("502-html"), call: reads },
    {
      kind: "busy",
      cause: "Autotask has trouble or does not answer.",
      fix: "Nothing to do; it is tried again in 15 s.",
      who: nobody,
    },
  ],
  [
    "a page of a proxy instead of rows",
    { before: onReads("html-200"), call: reads },
    {
      kind: "bad_answer",
      cause: "Autotask gave an answer that we do not trust; nothing was changed.",
      fix: "Nothing to do; it is asked again in 15 s.",
      who: nobody,
    },
  ],
  [
    "fewer rows than were counted",
    { before: onReads("half-page"), call: reads },
    {
      kind: "bad_answer",
      cause: "Autotask gave an answer that we do not trust; nothing was changed.",
      fix: expect.stringMatching(/^Nothing to do; it is asked again /),
      who: nobody,
    },
  ],
];

describe("another call that the sandbox refuses or answers with nonsense", () => {
  it.each(called)("is told the same way: %s", async (_case, row, { psa, ...told }) => {
    const kept = await refusedCall(row);
    expect(kept).toMatchObject(told);
    if (psa) expect(kept.psaSentence).toMatch(psa);
  });
});
