import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import type { Credentials } from "@/lib/psa/provider";
import { getProvider } from "@/lib/psa/registry";
import { storeCredentials } from "./credentials";
import { outside } from "./outside";
import { prepareTrial, refuseFailed } from "./prepare-trial";
import { type Connection, findByInstance, insertConnection, selectConnections } from "./store";
import { firstListsAsked, type OnStep, type Trial, tryCredentials } from "./trial";
import { isUniqueViolation } from "./unique-violation";

export type SavedConnection = { connectionId: string; trial: Trial };

/**
 * Test and Save: signs in once and, only if that succeeded, stores the connection with its credentials, active, and
 * announces it, so that its lists are read. A missing right is stored with a warning.
 *
 * Throws AppError `invalid` with the PSA's refusal at the field, `unavailable` when it did not answer, `conflict` when
 * this partner has connected the same database already.
 */
export async function saveConnection(
  ctx: Ctx,
  input: { provider: string; name?: string | undefined; credentials: Credentials },
  onStep?: OnStep,
): Promise<SavedConnection> {
  requirePermission(ctx, "connection.edit");
  const provider = getProvider(input.provider);
  const { credentials, deployment, timeZone } = await prepareTrial(ctx, provider, input.credentials);
  const trial = await tryCredentials(ctx, provider, credentials, { deployment, timeZone, onStep });
  refuseFailed(trial);
  const { databaseKey, ...instance } = trial.instance;
  const { psa } = provider.vocabulary;
  const store = async (tx: Tx): Promise<string> => {
    refuseSecond(psa, await findByInstance(tx, provider.id, databaseKey));
    const connection = await insertConnection(tx, {
      provider: provider.id,
      name: input.name?.trim() || freeName(psa, await selectConnections(tx)),
      state: "active",
      instance,
      databaseKey,
      timeZone,
    });
    const fields = provider.credentialFields(deployment);
    await storeCredentials(tx, connection.id, credentials, fields, outside().keyring, "in_use");
    await recordAudit(tx, {
      action: "connection.created",
      recordKind: "connection",
      recordId: connection.id,
      after: {
        provider: provider.id,
        name: connection.name,
        databaseKey,
        secretChanged: true,
        missingRights: trial.missingRights,
      },
    });
    await announce(tx, {
      name: "connection/saved",
      data: { partnerId: ctx.partnerId, connectionId: connection.id },
    });
    return connection.id;
  };
  try {
    const connectionId = await ctx.transaction(store);
    return { connectionId, trial: firstListsAsked(trial, onStep) };
  } catch (error) {
    // Somebody saved the same database a moment earlier.
    if (!isUniqueViolation(error, "connections_instance")) throw error;
    refuseSecond(psa, await ctx.transaction((tx) => findByInstance(tx, provider.id, databaseKey)));
    throw error;
  }
}

function refuseSecond(psa: string, existing: Connection | undefined): void {
  if (!existing) return;
  throw new AppError(
    "conflict",
    `This ${psa} is already connected as '${existing.name}'. Open its settings instead.`,
    { current: { connectionId: existing.id, name: existing.name } },
  );
}

/** "Autotask", then "Autotask 2". */
function freeName(psa: string, existing: readonly Connection[]): string {
  const taken = new Set(existing.map((connection) => connection.name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? psa : `${psa} ${number}`;
    if (!taken.has(name)) return name;
  }
}
