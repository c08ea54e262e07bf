import type { InngestFunction } from "inngest";
import { applyPlanFunction } from "./functions/apply-plan";
import { approveAloneFunction } from "./functions/approve-alone";
import { checkChangesFunction } from "./functions/check-changes";
import { checkNewOrdersFunction } from "./functions/check-new-orders";
import { probeConnectionFunction } from "./functions/probe-connection";
import { reconcileFunction } from "./functions/reconcile";
import { recoverOperationsFunction } from "./functions/recover-operations";
import { reevaluateTasksFunction } from "./functions/reevaluate-tasks";
import { refreshMirrorFunction } from "./functions/refresh-mirror";
import { releaseHeldFunction } from "./functions/release-held";
import { resumePlansFunction } from "./functions/resume-plans";
import { scheduleChecksFunction } from "./functions/schedule-checks";
import { scheduleProbesFunction } from "./functions/schedule-probes";
import { scheduleReconcilesFunction } from "./functions/schedule-reconciles";
import { scheduleRefreshesFunction } from "./functions/schedule-refreshes";
import { sendScheduledFunction } from "./functions/send-scheduled";
import { settleOperationFunction } from "./functions/settle-operation";
import { verifyAuditFunction } from "./functions/verify-audit";
import { withdrawOrderFunction } from "./functions/withdraw-order";

/** The functions that `/api/inngest` serves; one file each in `functions`, whose name is the function's id. */
export const functions: InngestFunction.Any[] = [
  applyPlanFunction,
  approveAloneFunction,
  checkChangesFunction,
  checkNewOrdersFunction,
  probeConnectionFunction,
  reconcileFunction,
  recoverOperationsFunction,
  reevaluateTasksFunction,
  refreshMirrorFunction,
  releaseHeldFunction,
  resumePlansFunction,
  scheduleChecksFunction,
  scheduleProbesFunction,
  scheduleReconcilesFunction,
  scheduleRefreshesFunction,
  sendScheduledFunction,
  settleOperationFunction,
  verifyAuditFunction,
  withdrawOrderFunction,
];
