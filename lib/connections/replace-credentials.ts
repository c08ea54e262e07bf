import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { requirePermission } from "@/lib/auth/require-permission";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import type { Credentials } from "@/lib/psa/provider";
import { getProvider } from "@/lib/psa/registry";
import { readCredentials, storeCredentials } from "./credentials";
import { outside } from "./outside";
import { prepareTrial, refuseFailed } from "./prepare-trial";
import {
  type Connection,
  deletePendingCredentials,
  findConnection,
  findCredentials,
  retireCredentials,
  takeIntoUse,
  updateConnection,
} from "./store";
import { firstListsAsked, type OnStep, type Trial, tryCredentials } from "./trial";

/**
 * Replaces the credentials of a connection: stored as pending, tried, and taken into use in one transaction that erases
 * the old secret. When they are refused the old ones stay and the pending ones are removed. Empty fields keep their
 * value. Starts a connection again that had been stopped for refused credentials. Cannot be undone.
 */
export async function replaceCredentials(
  ctx: Ctx,
  input: { connectionId: string; credentials: Credentials },
  onStep?: OnStep,
): Promise<Trial> {
  requirePermission(ctx, "connection.edit");
  const { connection, kept } = await ctx.transaction((tx) => load(tx, input.connectionId));
  const provider = getProvider(connection.provider);
  const typed = Object.fromEntries(
    Object.entries(input.credentials).filter(([, value]) => value.trim() !== ""),
  );
  const { credentials, deployment, timeZone } = await prepareTrial(ctx, provider, { ...kept, ...typed });
  const pendingId = await ctx.transaction(async (tx) => {
    await deletePendingCredentials(tx, connection.id);
    const fields = provider.credentialFields(deployment);
    return storeCredentials(tx, connection.id, credentials, fields, outside().keyring, "pending");
  });
  try {
    const trial = await tryCredentials(ctx, provider, credentials, { deployment, timeZone, onStep });
    refuseFailed(trial);
    if (trial.instance.databaseKey !== connection.databaseKey) {
      throw new AppError(
        "conflict",
        `These credentials lead to another database (${trial.instance.displayName}). Add it as a connection of its own.`,
      );
    }
    const { databaseKey: _same, ...instance } = trial.instance;
    await ctx.transaction((tx) => takeOver(tx, connection, pendingId, trial, instance));
    return firstListsAsked(trial, onStep);
  } catch (error) {
    await ctx.transaction((tx) => deletePendingCredentials(tx, connection.id));
    throw error;
  }
}

async function load(tx: Tx, connectionId: string): Promise<{ connection: Connection; kept: Credentials }> {
  const connection = await findConnection(tx, connectionId);
  if (!connection) throw new AppError("not_found", "There is no such connection.");
  const set = await findCredentials(tx, connectionId, "in_use");
  return { connection, kept: set ? readCredentials(set, outside().keyring) : {} };
}

async function takeOver(
  tx: Tx,
  connection: Connection,
  pendingId: string,
  { missingRights }: Trial,
  instance: Connection["instance"],
): Promise<void> {
  await retireCredentials(tx, connection.id);
  await takeIntoUse(tx, connection.id, pendingId);
  const wasStopped = connection.state === "credentials_rejected" || connection.state === "unreachable";
  const state = wasStopped ? "active" : connection.state;
  await updateConnection(tx, connection.id, {
    instance,
    state,
    ...(wasStopped ? { stateReason: null } : {}),
  });
  await recordAudit(tx, {
    action: "connection.credentials_replaced",
    recordKind: "connection",
    recordId: connection.id,
    before: { state: connection.state },
    after: { state, secretChanged: true, missingRights },
  });
  await announce(tx, {
    name: "connection/saved",
    data: { partnerId: tx.ctx.partnerId, connectionId: connection.id },
  });
}
