import { CallFailure, callFailureToPsaError } from "../call-failure";
import type { Instance } from "../connector";
import { PsaError } from "../errors";
import type { ConnectorDoor } from "../provider";
import { readRefusal } from "./refusals";
import { zoneEnvelope } from "./wire";

const DISCOVERY = "https://webservices.autotask.net/atservicesrest/";

/** Where an API user's database lives. `apiBase` ends with a slash. */
export type Zone = { apiBase: string; instance: Instance };

/**
 * Asks Autotask in which zone an API user's database lives; sends no credentials. Throws `credentials/unknown_user`
 * when no zone knows the name.
 */
export async function discoverZone(
  door: Pick<ConnectorDoor, "transport" | "sandboxOrigins" | "deadlineMs">,
  userName: string,
): Promise<Zone> {
  const sandbox = door.sandboxOrigins[0];
  const base = sandbox === undefined ? DISCOVERY : `${sandbox}/ATServicesRest/`;
  const url = `${base}v1.0/zoneInformation?user=${encodeURIComponent(userName)}`;
  const answer = await door.transport
    .send({ method: "GET", url, deadlineMs: door.deadlineMs })
    .catch((error) => {
      throw error instanceof CallFailure ? callFailureToPsaError(error, false) : error;
    });
  const refusal = readRefusal(answer, false);
  if (refusal?.refusal === "unknown_user") {
    throw new PsaError(
      "credentials",
      `Autotask does not know the user name '${userName}'. Copy it again from the Credentials section of the API user.`,
      { refusal: "unknown_user", psaSentence: refusal.psaSentence, field: "userName" },
    );
  }
  if (refusal) throw refusal;
  const parsed = zoneEnvelope.safeParse(parseJson(answer.body));
  if (!parsed.success)
    throw new PsaError("bad_answer", "Autotask gave an answer on its zones that we do not trust.");
  const { url: zoneUrl, webUrl, ci, zoneName } = parsed.data;
  return {
    apiBase: apiBaseOf(zoneUrl, door.sandboxOrigins),
    instance: {
      databaseKey: `autotask:${ci}`,
      address: zoneUrl,
      ...(webUrl ? { webAddress: webUrl } : {}),
      displayName: `${zoneName ?? "Autotask"}, database ${ci}`,
    },
  };
}

/** The zone a stored instance names, without a call. */
export function zoneOf(instance: Instance, sandboxOrigins: readonly string[]): Zone {
  return { apiBase: apiBaseOf(instance.address, sandboxOrigins), instance };
}

/** A zone answer could name any host; secrets go to Autotask's own domain or to the sandbox of the environment. */
function apiBaseOf(zoneUrl: string, sandboxOrigins: readonly string[]): string {
  const url = URL.canParse(zoneUrl) ? new URL(zoneUrl) : undefined;
  const isAutotask = url?.protocol === "https:" && url.hostname.endsWith(".autotask.net") && url.port === "";
  if (!url || !(isAutotask || sandboxOrigins.includes(url.origin))) {
    const host = url?.host ?? zoneUrl.slice(0, 100);
    throw new PsaError(
      "bad_answer",
      `The zone address ${host} is not an Autotask address. Nothing was sent there.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/*$/, "/")}V1.0/`;
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
