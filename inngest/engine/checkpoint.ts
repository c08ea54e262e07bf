import type pg from "pg";
import { z } from "zod";
import { operationSchema } from "./answer";
import { sortOperations } from "./operations";
import { keepResults, lockHeldJob } from "./run-store";
import { businessNow, inTransaction } from "./transaction";

/** Body of `POST /v1/checkpoint/<run>/async`; `qi_id` is the lease we called under. */
export const checkpointSchema = z.object({
  run_id: z.uuid(),
  qi_id: z.uuid(),
  steps: z.array(operationSchema),
});

/**
 * Keeps steps that a call in progress has finished. False when the lease was lost in between: the call goes on in vain,
 * and the SDK stops it when it is told so. Only finished steps are reported here; the rest comes with the answer.
 */
export async function keepCheckpoint(
  pool: pg.Pool,
  checkpoint: z.infer<typeof checkpointSchema>,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const job = await lockHeldJob(client, checkpoint.run_id, checkpoint.qi_id);
    if (!job) return false;
    const { finished, end } = sortOperations(checkpoint.steps, await businessNow(client));
    if (end?.status === "failed") return false;
    await keepResults(client, job.runId, finished);
    return true;
  });
}
