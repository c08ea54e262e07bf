import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { businessDate } from "@/lib/dates";
import { readDeployment } from "@/lib/deployment/store";
import { AppError } from "@/lib/errors";
import { formatUnitPrice } from "@/lib/money";
import { sayQuantity } from "@/lib/plans/line-words";
import { getProvider } from "@/lib/psa/registry";
import { callShareExamples } from "./call-share";
import type { ExampleLine } from "./example-line";
import { findExampleLine, selectBillingCodes, selectOtherCompanyTypes } from "./example-query";
import { type SettingExamples, settingExamples } from "./setting-examples";
import { billingSettings, type SettingValue } from "./settings";
import { findConnection } from "./store";

export type Examples = {
  /** The line that the examples are reckoned with; null while no customer holds a subscription with a price. */
  basedOn: string | null;
  examples: SettingExamples;
};

/**
 * A sentence for each value of each setting, with the partner's own numbers. `proration` stands in for the stored choice
 * while somebody tries another one.
 */
export async function listExamples(
  ctx: Ctx,
  input: { connectionId: string; proration?: SettingValue<"proration"> | undefined },
): Promise<Examples> {
  requirePermission(ctx, "partner.read");
  return ctx.transaction(async (tx) => {
    const connection = await findConnection(tx, input.connectionId);
    if (!connection) throw new AppError("not_found", "There is no such connection.");
    const { vocabulary, capabilities } = getProvider(connection.provider);
    const { vendorName: vendor } = await readDeployment(tx);
    const today = businessDate(tx.now, connection.timeZone);
    const line = await findExampleLine(tx, connection.id, today);
    const codes = await selectBillingCodes(tx, connection.id);
    const types = await selectOtherCompanyTypes(tx, connection.id);
    const others: SettingExamples = {
      billing: billingExamples({ psa: vocabulary.psa, vendor }),
      callSharePct: callShareExamples(capabilities.callsPerHour),
      chargeBillingCode: Object.fromEntries(codes.map(({ id, name }) => [id, name])),
      alsoCompanyTypes: Object.fromEntries(types.map((type) => [type.typeName, sayCompanies(type)])),
    };
    if (!line) return { basedOn: null, examples: others };
    const settings = {
      ...billingSettings(connection.settings),
      ...(input.proration && { proration: input.proration }),
    };
    const words = { psa: vocabulary.psa, vendor };
    const ofLine = settingExamples({ line, words, settings, today, canSeeCost: ctx.canSeeCost });
    return { basedOn: sayLine(line), examples: { ...ofLine, ...others } };
  });
}

function sayLine(line: ExampleLine): string {
  const price = `${formatUnitPrice(line.unitPrice, line.currency)} ${line.currency}`;
  const where = line.contract === undefined ? "no contract yet" : `contract '${line.contract}'`;
  return `${line.customer}: ${sayQuantity(line.quantity, line.unit)} of ${line.product} at ${price}, ${where}.`;
}

const billingExamples = ({ psa, vendor }: { psa: string; vendor: string }) => ({
  true: `What ${vendor} fulfils becomes sync tasks. It needs mapped customers and products, and contracts in ${psa}.`,
  false: `Nothing is checked, planned or written to ${psa}. Mappings and tasks stay; what comes in meanwhile waits.`,
});

const sayCompanies = ({ companies, example }: { companies: number; example: string }) =>
  companies === 1
    ? `1 active company: ${example}.`
    : `${companies} active companies, for example ${example}.`;
