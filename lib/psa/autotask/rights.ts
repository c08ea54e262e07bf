import { PsaError } from "../errors";
import type { AutotaskClient } from "./client";
import { neededRights, securityLevelPath } from "./needed-rights";
import { entityInfoEnvelope } from "./wire";

const WHERE = `${securityLevelPath.join(" > ")} > the API user's level.`;

/** What the API user's security level lacks, as sentences; empty when nothing is missing. One call for each right. */
export async function missingRights(client: AutotaskClient): Promise<string[]> {
  const answers = await Promise.all(
    neededRights.map(async ({ entity, verb, does }) => {
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
