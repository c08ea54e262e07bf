import { recordAudit } from "@/lib/audit/record";
import type { Ctx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { knownCompanyTypes } from "@/lib/mirror/known-company-types-query";
import { announce } from "@/lib/outbox/announce";
import { getProvider } from "@/lib/psa/registry";
import { missingNamedObjects } from "./named-objects";
import { automationNames, changeSettings, type SettingsChange } from "./settings";
import { findConnection, updateConnection } from "./store";

export type ConnectionChange = {
  connectionId: string;
  /** The version the person looked at. */
  version: number;
  name?: string | undefined;
  /** Share of the PSA's hourly calls, 10 to 90 per cent. */
  callSharePct?: number | undefined;
  settings?: SettingsChange | undefined;
};

/**
 * Changes name, call share or settings of a connection. No line is rewritten by it; waiting tasks are planned anew.
 * Throws `conflict` with the stored values when somebody else saved meanwhile, `invalid` when a setting names a record
 * that the PSA does not have.
 */
export async function changeConnection(ctx: Ctx, change: ConnectionChange): Promise<{ version: number }> {
  requirePermission(ctx, "connection.edit");
  const { settings } = change;
  if (settings && automationNames.some((name) => name in settings)) requirePermission(ctx, "automation.edit");
  return ctx.transaction(async (tx) => {
    const before = await findConnection(tx, change.connectionId);
    if (!before) throw new AppError("not_found", "There is no such connection.");
    const { psa } = getProvider(before.provider).vocabulary;
    const fields = missingNamedObjects(change.settings ?? {}, psa, await knownCompanyTypes(tx, before.id));
    if (fields.length > 0)
      throw new AppError("invalid", fields.map((field) => field.message).join(" "), { fields });
    const values = {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.callSharePct === undefined ? {} : { callSharePct: change.callSharePct }),
      ...(change.settings === undefined
        ? {}
        : { settings: changeSettings(before.settings, change.settings) }),
    };
    const after = await updateConnection(tx, before.id, values, change.version);
    if (!after) {
      const { name, callSharePct, settings, version } = before;
      throw new AppError("conflict", `'${name}' was changed meanwhile. Compare and save again.`, {
        current: { name, callSharePct, settings, version },
      });
    }
    const audited = ({ name, callSharePct, settings }: typeof after) => ({ name, callSharePct, settings });
    await recordAudit(tx, {
      action: "connection.saved",
      recordKind: "connection",
      recordId: before.id,
      before: audited(before),
      after: audited(after),
    });
    await announce(tx, {
      name: "settings/changed",
      data: { partnerId: ctx.partnerId, connectionId: before.id },
    });
    return { version: after.version };
  });
}
