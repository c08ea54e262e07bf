import type pg from "pg";
import { z } from "zod";
import { machineNow } from "@/lib/clock";
import { operationSchema } from "./answer";
import { sortOperations } from "./operations";
import { keepResults } from "./run-store";

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
  // What is not a finished step comes again with the answer, so the time it is sorted by does not matter here.
  const { finished, end } = sortOperations(checkpoint.steps, machineNow());
  if (end?.status === "failed") return false;
  return keepResults(pool, { runId: checkpoint.run_id, lease: checkpoint.qi_id }, finished);
}
