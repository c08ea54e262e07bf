import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { resolveSetting } from "@/lib/connections/settings";
import { businessDate } from "@/lib/dates";
import { readDeployment } from "@/lib/deployment/store";
import { AppError } from "@/lib/errors";
import { groupBy } from "@/lib/group-by";
import { connectionWithWords } from "@/lib/mappings/connection-words";
import { linesOnContracts } from "@/lib/plans/plan-contracts-query";
import { withoutCost } from "@/lib/plans/without-cost";
import { findTask } from "./task-query";
import { wizardContracts } from "./wizard-contracts";
import {
  selectContractsOfCompany,
  selectNextTask,
  selectWaitingOfCustomer,
  selectWizardFacts,
  type WizardFacts,
} from "./wizard-query";
import { stepStates, wizardTitle } from "./wizard-steps";

type Connection = Awaited<ReturnType<typeof connectionWithWords>>;

/**
 * Everything the Sync wizard shows before a plan is made: the task as a sentence, its orders, both sides of customer,
 * product and contract, which steps are settled and why, and which tasks may go along with it. Nothing is read from the
 * PSA; contracts come from the mirror.
 */
export async function getWizard(ctx: Ctx, input: { taskId: string }) {
  requirePermission(ctx, "partner.read");
  const view = await ctx.transaction(async (tx) => {
    const task = await findTask(tx, input.taskId);
    const facts = task && (await selectWizardFacts(tx, input.taskId));
    if (!task || !facts) throw new AppError("not_found", "There is no such sync task.");
    const known = await connectionWithWords(tx, task.connectionId);
    const { connection, words } = known;
    const walk = await selectWaitingOfCustomer(tx, task);
    const { customer, product, subscription } = facts;
    const isMappedHere = customer.mappedConnectionId === task.connectionId;
    const mappingState = isMappedHere ? customer.mappingState : null;
    return {
      task,
      title: wizardTitle(task),
      vendor: (await readDeployment(tx)).vendorName,
      connection: {
        id: connection.id,
        name: connection.name,
        state: connection.state,
        stateReason: connection.stateReason,
        timeZone: connection.timeZone,
        vocabulary: words,
      },
      today: businessDate(tx.now, connection.timeZone),
      ...facts,
      customer: { ...customer, mappingState },
      steps: stepStates({
        state: task.state,
        customer: { ...customer, mappingState, companyName: customer.psaCompanyName },
        product,
        contract: { name: subscription.contractName },
        vocabulary: words,
      }),
      ...(await contractsOf(tx, { ...facts, customer: { ...customer, mappingState } }, task, known)),
      settings: {
        priceSource: resolveSetting("priceSource", { connection: connection.settings }),
        proration: resolveSetting("proration", { connection: connection.settings }),
      },
      walk,
      next:
        (await selectNextTask(tx, {
          connectionId: task.connectionId,
          number: task.number,
          besides: [task.id],
        })) ?? null,
    };
  });
  return ctx.canSeeCost ? view : withoutCost(view);
}

async function contractsOf(
  tx: Tx,
  { customer, product, orders }: WizardFacts,
  task: { connectionId: string; currency: string; effectiveDate: string },
  { connection, words }: Connection,
) {
  if (customer.mappingState !== "mapped" || customer.psaCompanyId === null) {
    return { contracts: [], choice: null, whyChosen: null };
  }
  const { connectionId } = task;
  const { psaCompanyId } = customer;
  const today = businessDate(tx.now, connection.timeZone);
  const contracts = await selectContractsOfCompany(tx, { connectionId, psaCompanyId });
  const ids = contracts.map(({ psaContractId }) => psaContractId);
  const lines = groupBy(await linesOnContracts(tx, connectionId, ids, today), (line) => line.psaContractId);
  return wizardContracts(contracts, lines, {
    billingCycle: product.billingCycle,
    currency: task.currency,
    effectiveDate: task.effectiveDate,
    psaCompanyId,
    psa: words.psa,
    today,
    hint: orders.at(-1)?.psaContractHint ?? undefined,
  });
}
