import type { Actor } from "@/lib/auth/context";

/** Who approved or caused an operation, as it is told: of a job of the portal's own the name is null, its id the job. */
export type OperationActor = { kind: Actor["kind"]; name: string | null; id: string };

/** Leaves out what is nobody's business: the session a person had, the rights of a key. */
export function operationActor(actor: Actor): OperationActor {
  switch (actor.kind) {
    case "person":
      return { kind: actor.kind, name: actor.name, id: actor.personId };
    case "api_key":
      return { kind: actor.kind, name: actor.name, id: actor.apiKeyId };
    case "system":
      return { kind: actor.kind, name: null, id: actor.job };
  }
}
