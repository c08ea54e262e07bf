import type { InngestFunction } from "inngest";
import { probeConnectionFunction } from "./functions/probe-connection";
import { refreshMirrorFunction } from "./functions/refresh-mirror";
import { scheduleProbes } from "./functions/schedule-probes";
import { scheduleRefreshes } from "./functions/schedule-refreshes";

/** The functions that `/api/inngest` serves; one file each in `functions`, named like its id. */
export const functions: InngestFunction.Any[] = [
  probeConnectionFunction,
  refreshMirrorFunction,
  scheduleProbes,
  scheduleRefreshes,
];
