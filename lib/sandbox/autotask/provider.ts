import { type ApiAnswer, type ApiRequest, jsonAnswer } from "../http";
import type { RequestKind, SandboxProvider } from "../provider";
import type { World } from "../world";
import { act } from "./acts";
import { addressOf, isVersionQuestion, isZoneQuestion } from "./address";
import { admit, limitAnswer, userNameOf } from "./admission";
import { errorsAnswer, noPermission, THREADS_TEXT, unauthorised, unknownPath } from "./answers";
import { parseDefinition } from "./definition";
import { entities } from "./facts";
import { handle } from "./handle";
import { halfPage, loopingPage } from "./page-faults";
import { isWrite, routeOf } from "./routes";
import { tableSpecs } from "./rows";
import { changeSettings, settingsOf } from "./settings";
import { showWorld } from "./show-world";
import { askedUserName, unknownUser } from "./zone";

/** The Autotask look-alike. */
export const autotask: SandboxProvider = {
  name: "autotask",
  tables: tableSpecs(entities.keys()),
  recognises: (request) => addressOf(request) !== undefined,
  worldOf,
  strangerAnswer,
  describe,
  admit,
  handle,
  faults: {
    tooMany: (world, retryAfter) => {
      const answer = limitAnswer({ ...settingsOf(world).options, limitRetryAfter: null }, 429, THREADS_TEXT);
      return retryAfter === undefined ? answer : { ...answer, headers: { "Retry-After": retryAfter } };
    },
    expired: () => unauthorised,
    lostRight: (_world, request) => {
      const route = routeOf(addressOf(request)?.segments ?? []);
      const singular = route && "entity" in route ? route.entity.facts.singular : "Entity";
      return errorsAnswer(500, noPermission(isWrite(request.method, route) ? "update" : "query", singular));
    },
    movedZone: (world, zone) => {
      changeSettings(world, { zone });
      return unauthorised;
    },
    halfPage,
    loopingPage,
  },
  control: {
    userNames: (world) => settingsOf(world).users.map((user) => user.userName),
    parse: parseDefinition,
    show: showWorld,
    act,
  },
};

function worldOf(request: ApiRequest, worlds: Iterable<World>): World | undefined {
  const address = addressOf(request);
  const name =
    address && isZoneQuestion(address) ? askedUserName(request) : userNameOf(request).toLowerCase();
  if (name === "" || (address && isVersionQuestion(address))) return undefined;
  for (const world of worlds) {
    if (settingsOf(world).users.some((user) => user.userName.toLowerCase() === name)) return world;
  }
  return undefined;
}

function strangerAnswer(request: ApiRequest): ApiAnswer {
  const address = addressOf(request);
  if (!address) return unknownPath;
  if (isVersionQuestion(address)) return jsonAnswer(200, { apiVersions: ["V1.0"] });
  if (isZoneQuestion(address)) return unknownUser;
  return address.versioned ? unauthorised : unknownPath;
}

function describe(request: ApiRequest): RequestKind {
  const address = addressOf(request);
  const segments = address?.segments ?? [];
  const route = routeOf(segments);
  return {
    path: `/${segments.join("/")}`,
    route: `/${segments.map((part) => (/^\d+$/.test(part) ? "{id}" : part)).join("/")}`,
    write: isWrite(request.method, route),
    userName: userNameOf(request) || askedUserName(request),
  };
}
