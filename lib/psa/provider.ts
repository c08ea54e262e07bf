import type { FieldError } from "@/lib/errors";
import type { Capabilities, Connector, Instance, Vocabulary } from "./connector";
import type { Recipe } from "./recipe";
import type { Transport } from "./transport";

/** A kind of PSA: what the portal must know before anybody has signed in to one. `registry.ts` lists them all. */
export type Provider = {
  readonly id: string;
  readonly vocabulary: Vocabulary;
  readonly capabilities: Capabilities;
  /** The form of section "Credentials", in order. `deployment` holds the identifiers that the vendor was given. */
  credentialFields(deployment: DeploymentIdentifiers): readonly CredentialField[];
  /** What can be seen to be wrong before anything is sent. */
  checkCredentials(values: Credentials, deployment: DeploymentIdentifiers): readonly FieldError[];
  /** How somebody prepares this PSA, in the order of need; `vendor` is whose integration it is. */
  recipes(vendor: string): readonly Recipe[];
  open(door: ConnectorDoor): Connector;
};

export type Credentials = Readonly<Record<string, string>>;

/** Identifiers of this deployment at the PSAs' makers; empty where the partner must bring one. */
export type DeploymentIdentifiers = { readonly autotaskTrackingId?: string };

export type CredentialField = {
  name: string;
  label: string;
  /** Never shown again after it was saved. */
  isSecret: boolean;
  isOptional?: boolean;
  help?: string;
};

/** What became of a call, told when its slot is given back, so that the next caller waits as the PSA asks. */
export type CallOutcome =
  | { kind: "done" }
  | { kind: "thread_limit"; retryAfterMs: number }
  | { kind: "quota"; retryAfterMs: number };

/** The allowance of calls of one PSA database (`lib/budget`). Every call passes it, repeats included. */
export type CallGate = {
  /**
   * Takes one of the entity's slots and books the call. Throws PsaError `busy`: `own_budget_used_up` when the share of
   * the hour is spent, `quota_used_up` while the PSA itself refuses, `thread_limit` when no slot came free in time.
   * The answer gives the slot back; call it exactly once.
   */
  enter(entity: string): Promise<(outcome: CallOutcome) => Promise<void>>;
};

/** Everything a connector needs from the portal; it imports none of it. */
export type ConnectorDoor = {
  readonly credentials: Credentials;
  readonly deployment: DeploymentIdentifiers;
  /** Where the connection led last time; left out on the first sign-in. */
  readonly known?: Instance;
  readonly transport: Transport;
  /** Origins that stand in for the PSA (its sandbox); none in production. */
  readonly sandboxOrigins: readonly string[];
  gate(databaseKey: string): CallGate;
  /** Answers worth keeping for the business day: metadata, currencies. One for each connection. */
  readonly memory: Map<string, unknown>;
  /** A person waits for the answer: nothing is taken from a short-lived memory. */
  readonly isInteractive: boolean;
  /** Longest wait for one answer. */
  readonly deadlineMs: number;
  /** The PSA moved the database to another address; stored, so that the next connector starts there. */
  onMoved(instance: Instance): Promise<void>;
  /** The PSA refused the credentials and repeating cannot help: nothing more is sent on this connection. */
  onCredentialsRefused(): Promise<void>;
};
