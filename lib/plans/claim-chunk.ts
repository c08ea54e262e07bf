import type { Tx } from "@/lib/auth/context";
import { groupBy } from "@/lib/group-by";
import { acquireLocks, releaseLock } from "@/lib/operations/lock-store";
import { markUnknown } from "@/lib/operations/run-operation";
import { type OperationRow, operationsOfLines } from "@/lib/operations/store";
import { readLineState } from "@/lib/psa/line-state-json";
import type { LineWork } from "./line-work";
import { getPlanRow, linesOfPlan, lockKeysOfOpenLines, type PlanLineRow, updatePlan } from "./store";

export type Claim = {
  connectionId: string;
  lines: LineWork[];
  /** Lines that somebody else is writing to. */
  locked: number;
  /** Operations found in `sending` without a living sender: their answer is lost. */
  interrupted: number;
};

const inDoubt = (operation: OperationRow) =>
  operation.state === "unknown" || operation.state === "needs_review";

/**
 * Takes the locks of the chunk's unfinished lines, and only then reads them and their operations: whoever held a lock
 * before has ended its lines by the time it is free. A `sending` operation under a lock that was free belongs to a
 * process that died: it is marked unknown, which starts its look-ups, and its line waits for them.
 */
export async function claimChunk(
  tx: Tx,
  chunk: { planId: string; from: number; to: number },
  holder: { id: string; presence: number },
): Promise<Claim> {
  const plan = await getPlanRow(tx, chunk.planId);
  const { connectionId } = plan;
  if (plan.state !== "approved" && plan.state !== "applying") {
    return { connectionId, lines: [], locked: 0, interrupted: 0 };
  }
  if (plan.state === "approved") await updatePlan(tx, plan.id, { state: "applying" });

  const wanted = await lockKeysOfOpenLines(tx, plan.id, chunk);
  const held = await acquireLocks(tx, connectionId, wanted, holder.id, holder.presence);
  const open = (await linesOfPlan(tx, plan.id, chunk)).filter((row) => row.state === "planned");
  const operations = await operationsOfLines(
    tx,
    open.map((row) => row.id),
  );
  const byLine = groupBy(operations, (operation) => operation.planLineId);
  const work = open.map((row) => ({ row, operations: byLine.get(row.id) ?? [] }));
  const ours = work.filter(({ row }) => held.has(row.lockKey));
  const interrupted = ours.flatMap(({ operations: own }) =>
    own.filter((operation) => operation.state === "sending"),
  );
  await markUnknown(
    tx,
    connectionId,
    interrupted.map((operation) => operation.id),
  );
  const lost = new Set(interrupted.map((operation) => operation.planLineId));
  const waits = ({ row, operations: own }: (typeof work)[number]) => lost.has(row.id) || own.some(inDoubt);
  // The look-ups need these lines while the rest of the chunk is being written.
  for (const { row } of ours.filter(waits)) {
    await releaseLock(tx, { connectionId, lockKey: row.lockKey, holder: holder.id });
  }
  return {
    connectionId,
    lines: ours.filter((one) => !waits(one)).map(({ row, operations: own }) => toWork(row, own)),
    locked: work.filter((one) => !held.has(one.row.lockKey) && !waits(one)).length,
    interrupted: interrupted.length,
  };
}

function toWork(row: PlanLineRow, operations: OperationRow[]): LineWork {
  // A line that an earlier step of this plan created is known by the state that step was confirmed with.
  return { row, operations, address: row.line.plan.address, state: readLineState(row.line.before) };
}
