import { type ApiAnswer, type ApiRequest, jsonAnswer } from "../http";
import type { World } from "../world";
import { errorsAnswer } from "./answers";
import { settingsOf } from "./settings";

export const unknownUser: ApiAnswer = errorsAnswer(500, "Zone information could not be determined");

export const askedUserName = (request: ApiRequest): string =>
  (new URLSearchParams(request.search).get("user") ?? "").trim().toLowerCase();

/** Where this world's calls belong: here, with the path prefix of the zone that it lives in now. */
export function zoneAnswer(world: World, request: ApiRequest): ApiAnswer {
  const { zone, zoneName, webUrl, ci } = settingsOf(world);
  const prefix = zone === "" ? "" : `/${zone}`;
  return jsonAnswer(200, { zoneName, url: `${request.origin}${prefix}/ATServicesRest/`, webUrl, ci });
}
