import { z } from "zod";
import type { Portal } from "./call-portal";
import { type FunctionConfig, readFunctionConfigs } from "./function-config";
import { servePath } from "./settings";

/** The functions that the portal serves, as this process last heard of them. */
export type Catalogue = {
  readonly functions: ReadonlyMap<string, FunctionConfig>;
  /** False until the portal has answered once: nothing may be taken from the outbox before. */
  readonly isSynced: boolean;
  /**
   * Asks the portal for its functions. Throws UnsupportedFunctionError when one of them asks for what the engine does
   * not do, and another error while the portal does not answer; the functions known before stay.
   */
  sync(): Promise<void>;
};

const syncAnswer = z.object({ functions: z.array(z.unknown()) });

export function openCatalogue(portal: Portal, portalUrl: string): Catalogue {
  let functions: ReadonlyMap<string, FunctionConfig> = new Map();
  let isSynced = false;
  return {
    get functions() {
      return functions;
    },
    get isSynced() {
      return isSynced;
    },
    async sync() {
      const answer = await portal.call({
        method: "PUT",
        headers: { "x-inngest-sync-kind": "in_band" },
        body: { url: new URL(servePath, portalUrl).href },
      });
      if (answer.status !== 200)
        throw new Error(`The portal answered the sync with status ${answer.status}.`);
      const configs = readFunctionConfigs(syncAnswer.parse(JSON.parse(answer.body)).functions);
      functions = new Map(configs.map((config) => [config.id, config]));
      isSynced = true;
    },
  };
}
