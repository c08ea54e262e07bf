import type { InngestFunction } from "inngest";
import { checkChangesFunction } from "./functions/check-changes";
import { probeConnectionFunction } from "./functions/probe-connection";
import { reevaluateTasksFunction } from "./functions/reevaluate-tasks";
import { refreshMirrorFunction } from "./functions/refresh-mirror";
import { releaseHeldFunction } from "./functions/release-held";
import { scheduleProbes } from "./functions/schedule-probes";
import { scheduleRefreshes } from "./functions/schedule-refreshes";
import { withdrawOrderFunction } from "./functions/withdraw-order";

/** The functions that `/api/inngest` serves; one file each in `functions`, named like its id. */
export const functions: InngestFunction.Any[] = [
  withdrawOrderFunction,
  releaseHeldFunction,
  reevaluateTasksFunction,
  checkChangesFunction,
  probeConnectionFunction,
  refreshMirrorFunction,
  scheduleProbes,
  scheduleRefreshes,
];
