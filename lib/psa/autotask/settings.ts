import type { FieldError } from "@/lib/errors";
import type { Capabilities, Vocabulary } from "../connector";
import type { CredentialField, Credentials, DeploymentIdentifiers } from "../provider";

export const vocabulary: Vocabulary = {
  psa: "Autotask",
  company: "company",
  contract: "contract",
  contractLine: "contract service",
  catalogItem: "service",
  recurringKind: "Recurring Service",
};

export const capabilities: Capabilities = {
  prorates: true,
  changesPerDay: "one",
  /** Unit rows and adjustments hold whole numbers. */
  quantityDecimals: 0,
  keyLength: 100,
  callsPerHour: 10_000,
  callsInFlightPerEntity: 3,
};

export function credentialFields(deployment: DeploymentIdentifiers): readonly CredentialField[] {
  const fields: CredentialField[] = [
    {
      name: "userName",
      label: "API user name (key)",
      isSecret: false,
      help: "The full user name from the Credentials section of the API user, with the part after the @.",
    },
    { name: "secret", label: "Secret", isSecret: true },
  ];
  if (!deployment.autotaskTrackingId) {
    fields.push({ name: "trackingId", label: "Tracking identifier", isSecret: true });
  }
  return fields;
}

export function checkCredentials(
  values: Credentials,
  deployment: DeploymentIdentifiers,
): readonly FieldError[] {
  const wrong: FieldError[] = [];
  for (const field of credentialFields(deployment)) {
    if (!values[field.name]?.trim()) {
      wrong.push({ field: field.name, code: "required", message: `${field.label} is missing.` });
    }
  }
  const userName = values.userName?.trim() ?? "";
  if (userName !== "" && !/@.*\./.test(userName)) {
    wrong.push({
      field: "userName",
      code: "invalid",
      message: "Type the full user name including the part after the @.",
    });
  }
  return wrong;
}
