import { PsaError } from "../errors";
import type { AutotaskClient } from "./client";
import { neededRights, securityLevelPath } from "./needed-rights";
import { entityInfoEnvelope } from "./wire";

export const WHERE = `${securityLevelPath.join(" > ")} > the API user's level.`;

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

type Right = "Query" | "Create" | "Delete";

async function isAllowed(client: AutotaskClient, entity: string, right: Right): Promise<boolean> {
  return (await rightsOn(client, entity)).has(right);
}

/** What the API user may do with an entity. One call. */
export async function rightsOn(client: AutotaskClient, entity: string): Promise<ReadonlySet<Right>> {
  try {
    const path = `${entity}/entityInformation`;
    const { info } = await client.read({ entity, method: "GET", path }, entityInfoEnvelope);
    const rights = ["Query", "Create", "Delete"] as const;
    const allowed = rights.filter(
      (right) => info[`can${right}`] && (info[`userAccessFor${right}`] ?? "None") !== "None",
    );
    return new Set(allowed);
  } catch (error) {
    if (error instanceof PsaError && error.refusal === "right_missing") return new Set();
    throw error;
  }
}
