import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Tx } from "@/lib/auth/context";
import type { CredentialField, Credentials } from "@/lib/psa/provider";
import { type Keyring, mask, open, seal } from "@/lib/secrets";
import { type CredentialSet, insertCredentials } from "./store";

const credentialsSchema = z.record(z.string(), z.string());

/** Values as they are used: known fields only, outer white space gone. */
export function tidyCredentials(values: Credentials, fields: readonly CredentialField[]): Credentials {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = values[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/** A set bound to its own row and tenant: copied into another row it does not open. */
const placeOf = (partnerId: string, id: string) => ({ partnerId, field: `credential_sets.encrypted:${id}` });

export async function storeCredentials(
  tx: Tx,
  connectionId: string,
  values: Credentials,
  fields: readonly CredentialField[],
  ring: Keyring,
  state: "in_use" | "pending",
): Promise<string> {
  const id = randomUUID();
  const masked = Object.fromEntries(
    fields.flatMap(({ name, isSecret }) => {
      const value = values[name];
      return value === undefined ? [] : [[name, isSecret ? mask(value) : value]];
    }),
  );
  await insertCredentials(tx, {
    id,
    connectionId,
    encrypted: seal(JSON.stringify(values), placeOf(tx.ctx.partnerId, id), ring),
    masked,
    state,
    checkedAt: state === "in_use" ? tx.now : null,
  });
  return id;
}

export function readCredentials(set: CredentialSet, ring: Keyring): Credentials {
  return credentialsSchema.parse(JSON.parse(open(set.encrypted, placeOf(set.partnerId, set.id), ring)));
}
