import { recordAudit } from "@/lib/audit/record";
import type { Ctx, Tx } from "@/lib/auth/context";
import { createCallGate } from "@/lib/budget/call-gate";
import { businessDate } from "@/lib/dates";
import { AppError } from "@/lib/errors";
import { announce } from "@/lib/outbox/announce";
import type { Connector, Instance } from "@/lib/psa/connector";
import { PsaError } from "@/lib/psa/errors";
import type { CallGate, ConnectorDoor, Credentials, DeploymentIdentifiers } from "@/lib/psa/provider";
import { getProvider } from "@/lib/psa/registry";
import { readCredentials } from "./credentials";
import { memoryFor, outside } from "./outside";
import {
  type Connection,
  deploymentIdentifiers,
  findConnection,
  findCredentials,
  instanceOf,
  moveConnection,
  updateConnection,
} from "./store";

export type OpenConnector = Connector & {
  /** Owner of the call budget. */
  readonly databaseKey: string;
  /** Calls sent through this connector so far, repeats included. */
  callsMade(): number;
};

/** A person waits at most 15 s for an answer and 2 s for a slot; a job is patient. */
const PERSON_DEADLINE_MS = 15_000;
const JOB_DEADLINE_MS = 20_000;

/**
 * Hands out a connector for one connection of the caller's partner, bound to the budget of its PSA database. Decrypts
 * in a short transaction of its own, so call it outside any. Open one for each job or request.
 *
 * Throws AppError `not_found` (also for another partner's), `precondition_failed` while the connection is paused,
 * disabled or not set up; PsaError `credentials` once the PSA has refused them, without asking it again.
 *
 * @param options.isInteractive a person waits for the answer; by default when a person is the actor
 */
export async function openConnector(
  ctx: Ctx,
  connectionId: string,
  options: { isInteractive?: boolean } = {},
): Promise<OpenConnector> {
  const { connection, credentials, deployment, day } = await ctx.transaction((tx) => load(tx, connectionId));
  return connect(ctx, { ...options, connection, credentials, deployment, day });
}

async function load(tx: Tx, connectionId: string) {
  const connection = await findConnection(tx, connectionId);
  if (!connection) throw new AppError("not_found", "There is no such connection.");
  refuseUnlessUsable(connection);
  const set = await findCredentials(tx, connectionId, "in_use");
  if (!set)
    throw new AppError("precondition_failed", `'${connection.name}' has no credentials. Test and save them.`);
  return {
    connection,
    credentials: readCredentials(set, outside().keyring),
    deployment: await deploymentIdentifiers(tx),
    day: businessDate(tx.now, connection.timeZone),
  };
}

function refuseUnlessUsable(connection: Connection): void {
  switch (connection.state) {
    case "active":
    case "unreachable":
      return;
    case "credentials_rejected":
      throw new PsaError("credentials", connection.stateReason ?? "The PSA refused the credentials.", {
        refusal: "credentials_refused",
      });
    default:
      throw new AppError(
        "precondition_failed",
        `The connection '${connection.name}' is ${connection.state}. Change that in its Integration Setup.`,
      );
  }
}

/** A connector with given credentials on a stored connection; `open-connector` and tests of new credentials use it. */
export function connect(
  ctx: Ctx,
  with_: {
    connection: Connection;
    credentials: Credentials;
    deployment: DeploymentIdentifiers;
    day: string;
    isInteractive?: boolean;
  },
): OpenConnector {
  const { connection, credentials, deployment, day } = with_;
  const isInteractive = with_.isInteractive ?? ctx.actor.kind === "person";
  const { transport, sandboxOrigins } = outside();
  const deadlineMs = isInteractive ? PERSON_DEADLINE_MS : JOB_DEADLINE_MS;
  let calls = 0;
  const counted = (gate: CallGate): CallGate => ({
    enter: async (entity) => {
      const leave = await gate.enter(entity);
      calls++;
      return leave;
    },
  });
  const door: ConnectorDoor = {
    credentials,
    deployment,
    known: instanceOf(connection),
    transport,
    sandboxOrigins,
    memory: memoryFor(connection.id, day),
    isInteractive,
    deadlineMs,
    gate: (databaseKey) =>
      counted(
        createCallGate(ctx, {
          databaseKey,
          connectionId: connection.id,
          sharePct: connection.callSharePct,
          callsPerHour: connector.capabilities.callsPerHour,
          callsInFlightPerEntity: connector.capabilities.callsInFlightPerEntity,
          isInteractive,
          deadlineMs,
          timeZone: connection.timeZone,
        }),
      ),
    onMoved: (instance) => ctx.transaction((tx) => noteMove(tx, connection, instance)),
    onCredentialsRefused: () => ctx.transaction((tx) => markRefused(tx, connection)),
  };
  const connector: Connector = getProvider(connection.provider).open(door);
  return { ...connector, databaseKey: connection.databaseKey, callsMade: () => calls };
}

async function noteMove(tx: Tx, connection: Connection, moved: Instance): Promise<void> {
  const instance = { ...connection.instance, address: moved.address, webAddress: moved.webAddress };
  await updateConnection(tx, connection.id, { instance });
  await recordAudit(tx, {
    action: "connection.moved",
    recordKind: "connection",
    recordId: connection.id,
    before: { address: connection.instance.address },
    after: { address: moved.address },
  });
}

/** Stops the connection: a user that is refused again and again gets locked. Only new credentials start it again. */
async function markRefused(tx: Tx, connection: Connection): Promise<void> {
  const reason = `${getProvider(connection.provider).vocabulary.psa} refused the credentials. Check them in Integration Setup.`;
  const moved = await moveConnection(
    tx,
    connection.id,
    ["active", "unreachable"],
    "credentials_rejected",
    reason,
  );
  if (!moved) return;
  await recordAudit(tx, {
    action: "connection.state_changed",
    recordKind: "connection",
    recordId: connection.id,
    before: { state: connection.state },
    after: { state: "credentials_rejected", stateReason: reason },
  });
  await announce(tx, {
    name: "connection/refused",
    data: { partnerId: tx.ctx.partnerId, connectionId: connection.id },
  });
}
