import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { toInstant } from "@/lib/clock";
import { budgetOf } from "@/lib/connections/get-budget";
import { readDeployment } from "@/lib/deployment/store";
import { environment } from "@/lib/env";
import { keptSum } from "@/lib/kept-sums/kept-sum";
import { listLoggedOperations } from "@/lib/operations/action-log-store";
import { operationView } from "@/lib/operations/list-operations";
import type { Vocabulary } from "@/lib/psa/connector";
import { getProvider } from "@/lib/psa/registry";
import { type ConnectionRow, readConnections } from "./connections-query";
import { coverageOf, unmappedOf } from "./coverage";
import { headline } from "./headline";
import { sumPerMonth } from "./month-money";
import { connectionNeeds, needOf } from "./need";
import { setupSteps } from "./setup";
import { readSetup } from "./setup-query";
import { readStanding } from "./standing-query";
import { storyAge } from "./story-age";
import { tourSteps, tourStory } from "./tour";
import { readTour } from "./tour-query";
import { waitingOf } from "./waiting";

/** Entries of "needs you", and writes of the latest activity. */
const shown = { needs: 10, activity: 6 };

/**
 * How everything stands for one partner: the sentence, what needs a person, how far setting up is, calls, activity.
 * Seven statements whatever the size. `lookedAt`: operations that this browser has looked up in the sandbox.
 * `mayBeKept`: the sums may be the last ones that were made; the answer says of when they are.
 */
export async function getOverview(ctx: Ctx, input: { lookedAt: readonly string[]; mayBeKept?: boolean }) {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const connections = await readConnections(tx);
    const words = vocabularyOf(connections);
    const {
      value: standing,
      asOf,
      isKept,
    } = await keptSum(tx, { name: "overview", mayBeKept: input.mayBeKept }, () =>
      readStanding(tx, shown.needs),
    );
    const facts = await readSetup(tx);
    const setup = setupSteps(facts, connections);
    const broken = connectionNeeds(connections);
    const atStake = sumPerMonth(standing.atStake);
    const { customers } = standing;
    return {
      asOf,
      isKept,
      sentence: headline({
        customers,
        atStake,
        setup,
        hasConnection: connections.length > 0,
        hasChecked: facts.firstCheckAt !== null,
      }),
      customers: { ...customers, inStep: customers.total - customers.needPerson - customers.underWay },
      atStake,
      coverage: coverageOf(standing.coverage),
      unmapped: unmappedOf(standing.coverage),
      waiting: waitingOf(standing.tasks),
      needs: {
        total: (standing.needs[0]?.total ?? 0) + broken.length,
        items: [...broken, ...standing.needs.map((row) => needOf(row, words))].slice(0, shown.needs),
      },
      connections: connections.map((row) => connectionView(row, tx)),
      words,
      setup,
      ...(await demoParts(tx, input.lookedAt)),
      activity: await activity(tx),
    };
  });
}

const anyPsa: Vocabulary = {
  psa: "your PSA",
  company: "company",
  contract: "contract",
  contractLine: "contract line",
  catalogItem: "catalogue item",
  recurringKind: "recurring contract",
};

/** Of the oldest connection: mixed words help nobody. */
function vocabularyOf([first]: readonly ConnectionRow[]): Vocabulary {
  return first ? getProvider(first.provider).vocabulary : anyPsa;
}

function connectionView(row: ConnectionRow, tx: Tx) {
  const { byUs, byConnection, byOthers, blockedUntil, hours, callSharePct, ...connection } = row;
  const hour = {
    byUs,
    byConnection,
    byOthers: byOthers ?? undefined,
    blockedUntil: blockedUntil === null ? undefined : toInstant(blockedUntil),
  };
  const budget = budgetOf({ provider: row.provider, callSharePct }, hour, tx.now);
  return { ...connection, psa: getProvider(row.provider).vocabulary.psa, budget: { ...budget, hours } };
}

async function demoParts(tx: Tx, lookedAt: readonly string[]) {
  if (environment().mode !== "demo") return { tour: null, story: null };
  const { storyAt } = await readDeployment(tx);
  return { tour: tourSteps(await readTour(tx, tourStory), lookedAt), story: storyAge(storyAt, tx.now) };
}

async function activity(tx: Tx) {
  const rows = await listLoggedOperations(tx, { limit: shown.activity });
  return rows.map((row) => {
    const { id, planId, state, customerName, productName, what, createdAt, finishedAt, actor } =
      operationView(row, tx.ctx.canSeeCost);
    const isUndo = row.undoesOperationId !== null;
    const isUndone = row.undoneByOperationId !== null;
    return {
      id,
      planId,
      state,
      customerName,
      productName,
      what,
      at: finishedAt ?? createdAt,
      by: actor.name,
      isUndo,
      isUndone,
    };
  });
}
