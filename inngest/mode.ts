/** Who drives the durable functions. */
export type EngineMode =
  | { kind: "embedded"; signingKey: string; eventKey: string }
  | { kind: "inngest"; signingKey: string; eventKey: string };

/**
 * Embedded when no key of an Inngest server is set: then COUNTERPART_ENGINE_SIGNING_KEY and
 * COUNTERPART_ENGINE_EVENT_KEY hold the keys the launcher made at first start. Inngest when INNGEST_SIGNING_KEY and
 * INNGEST_EVENT_KEY are set. Throws an Error that names what is missing when only a part is there.
 */
export function readEngineMode(variables: Readonly<Record<string, string | undefined>>): EngineMode {
  const read = (name: string): string | undefined => variables[name]?.trim() || undefined;
  const pair = (prefix: string) => {
    const names = [`${prefix}_SIGNING_KEY`, `${prefix}_EVENT_KEY`] as const;
    const [signingKey, eventKey] = names.map(read);
    const missing = names.filter((name) => read(name) === undefined);
    return { signingKey, eventKey, missing };
  };
  const own = pair("COUNTERPART_ENGINE");
  if (own.signingKey && own.eventKey) {
    return { kind: "embedded", signingKey: own.signingKey, eventKey: own.eventKey };
  }
  const server = pair("INNGEST");
  if (server.signingKey && server.eventKey) {
    return { kind: "inngest", signingKey: server.signingKey, eventKey: server.eventKey };
  }
  const missing = server.missing.length === 1 ? server.missing : own.missing;
  throw new Error(`Counterpart cannot drive its durable functions: ${missing.join(" and ")} is missing.`);
}
