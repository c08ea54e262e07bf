import type { InngestFunction } from "inngest";
import { applyPlan } from "./functions/apply-plan";
import { probeConnectionFunction } from "./functions/probe-connection";
import { recoverOperationsFunction } from "./functions/recover-operations";
import { refreshMirrorFunction } from "./functions/refresh-mirror";
import { resumePlansFunction } from "./functions/resume-plans";
import { scheduleProbes } from "./functions/schedule-probes";
import { scheduleRefreshes } from "./functions/schedule-refreshes";
import { settleOperationFunction } from "./functions/settle-operation";
import { verifyAudit } from "./functions/verify-audit";

/** The functions that `/api/inngest` serves; one file each in `functions`, named like its id. */
export const functions: InngestFunction.Any[] = [
  applyPlan,
  probeConnectionFunction,
  recoverOperationsFunction,
  refreshMirrorFunction,
  resumePlansFunction,
  scheduleProbes,
  scheduleRefreshes,
  settleOperationFunction,
  verifyAudit,
];
