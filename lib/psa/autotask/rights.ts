import { PsaError } from "../errors";
import type { AutotaskClient } from "./client";
import { entityInfoEnvelope } from "./wire";

/** What billing needs, and why; each costs one call. */
const needed = [
  { entity: "Companies", verb: "Query", does: "read companies" },
  { entity: "Contracts", verb: "Query", does: "read contracts" },
  { entity: "ContractServices", verb: "Query", does: "read contract services" },
  { entity: "ContractServiceUnits", verb: "Query", does: "read contract service units" },
  { entity: "ContractServiceAdjustments", verb: "Create", does: "create contract service adjustments" },
  { entity: "Services", verb: "Query", does: "read services" },
] as const;

const WHERE =
  "Admin > Features & Settings > Resources/Users (HR) > Security > Security Levels > the API user's level.";

/** What the API user's security level lacks, as sentences; empty when nothing is missing. */
export async function missingRights(client: AutotaskClient): Promise<string[]> {
  const answers = await Promise.all(
    needed.map(async ({ entity, verb, does }) => {
      const allowed = await isAllowed(client, entity, verb);
      return allowed ? [] : [`The API user may not ${does}. ${WHERE}`];
    }),
  );
  return answers.flat();
}

async function isAllowed(client: AutotaskClient, entity: string, verb: "Query" | "Create"): Promise<boolean> {
  try {
    const path = `${entity}/entityInformation`;
    const { info } = await client.read({ entity, method: "GET", path }, entityInfoEnvelope);
    return info[`can${verb}`] && info[`userAccessFor${verb}`] !== "None";
  } catch (error) {
    if (error instanceof PsaError && error.refusal === "right_missing") return false;
    throw error;
  }
}
