import type { InngestFunction } from "inngest";
import { applyPlan } from "./functions/apply-plan";
import { checkChangesFunction } from "./functions/check-changes";
import { probeConnectionFunction } from "./functions/probe-connection";
import { recoverOperationsFunction } from "./functions/recover-operations";
import { reevaluateTasksFunction } from "./functions/reevaluate-tasks";
import { refreshMirrorFunction } from "./functions/refresh-mirror";
import { releaseHeldFunction } from "./functions/release-held";
import { resumePlansFunction } from "./functions/resume-plans";
import { scheduleProbes } from "./functions/schedule-probes";
import { scheduleRefreshes } from "./functions/schedule-refreshes";
import { settleOperationFunction } from "./functions/settle-operation";
import { verifyAudit } from "./functions/verify-audit";
import { withdrawOrderFunction } from "./functions/withdraw-order";

/** The functions that `/api/inngest` serves; one file each in `functions`, named like its id. */
export const functions: InngestFunction.Any[] = [
  applyPlan,
  checkChangesFunction,
  probeConnectionFunction,
  recoverOperationsFunction,
  reevaluateTasksFunction,
  refreshMirrorFunction,
  releaseHeldFunction,
  resumePlansFunction,
  scheduleProbes,
  scheduleRefreshes,
  settleOperationFunction,
  verifyAudit,
  withdrawOrderFunction,
];
