import { type ApiAnswer, type ApiRequest, jsonAnswer } from "../http";
import type { World } from "../world";
import { type Address, addressOf, isZoneQuestion } from "./address";
import { requestsInHour } from "./admission";
import {
  AutotaskRefusal,
  errorsAnswer,
  itemId,
  malformed,
  noPermission,
  unknownPath,
  unsupportedType,
  wrongVerb,
} from "./answers";
import {
  allEntityInformation,
  entityInformation,
  fieldInformation,
  isDenied,
  udfInformation,
} from "./metadata";
import {
  MalformedJson,
  parseJson,
  type Reading,
  readChildren,
  readCount,
  readFirstPage,
  readItem,
  readNextPage,
} from "./read";
import { isWrite, type Route, routeOf } from "./routes";
import { settingsOf, type Verb } from "./settings";
import { createRecord, deleteRecord, updateRecord, writingOf } from "./write";
import { zoneAnswer } from "./zone";

/** GET addresses beyond this are not found, as on the vendor's web server. */
const LONGEST_GET_URL = 2048;

/** Answers one admitted request. Whatever it changes is changed whole or not at all. */
export function handle(world: World, request: ApiRequest): ApiAnswer {
  const address = addressOf(request);
  if (!address) return unknownPath;
  if (isZoneQuestion(address))
    return request.method === "GET" ? zoneAnswer(world, request) : wrongVerb(request.method);
  if (!address.versioned) return unknownPath;
  try {
    return world.atomically(() => dispatch(world, request, address));
  } catch (error) {
    if (error instanceof AutotaskRefusal) return errorsAnswer(500, ...error.errors);
    if (error instanceof MalformedJson) return malformed(error.message);
    throw error;
  }
}

function dispatch(world: World, request: ApiRequest, address: Address): ApiAnswer {
  const { method } = request;
  if (
    method === "GET" &&
    request.origin.length + request.path.length + request.search.length > LONGEST_GET_URL
  )
    return unknownPath;
  const route = routeOf(address.segments);
  if (!route) return unknownPath;
  if (!route.verbs.includes(method)) return wrongVerb(method);
  if (method !== "GET" && method !== "DELETE" && !isJson(request))
    return unsupportedType(request.headers["content-type"] ?? "");
  if (!("entity" in route)) return aboutTheWorld(world, route.kind);
  if (route.kind === "info") return jsonAnswer(200, { info: entityInformation(world, route.entity) });
  if (route.kind === "fields") return jsonAnswer(200, { fields: fieldInformation(world, route.entity) });
  if (route.kind === "userDefinedFields")
    return jsonAnswer(200, { fields: udfInformation(world, route.entity) });
  const verb = verbOf(method, route);
  if (isDenied(world, route.entity, verb))
    throw new AutotaskRefusal(noPermission(verb, route.entity.facts.singular));
  const reading = { world, request, address, entity: route.entity };
  return verb === "query" ? read(reading, route) : write(world, request, route, verb);
}

type EntityRoute = Extract<Route, { entity: unknown }>;

function read(reading: Reading, route: EntityRoute): ApiAnswer {
  switch (route.kind) {
    case "query":
      return readFirstPage(reading);
    case "count":
      return readCount(reading);
    case "next":
      return readNextPage(reading);
    case "children": {
      const parentId = idOf(route.parentId);
      return parentId === undefined ? noId(route.parentId) : readChildren(reading, route.child, parentId);
    }
    case "item":
    case "child": {
      const id = idOf(route.id);
      return id === undefined ? noId(route.id) : readItem(reading, id);
    }
    default:
      return wrongVerb(reading.request.method);
  }
}

function write(world: World, request: ApiRequest, route: EntityRoute, verb: Verb): ApiAnswer {
  const forced: Record<string, number> = {};
  if ("child" in route) {
    const parentId = idOf(route.parentId);
    if (parentId === undefined) return noId(route.parentId);
    forced[route.child.parentField] = parentId;
  }
  const writing = writingOf(world, request);
  if (verb === "delete") {
    const id = "id" in route ? idOf(route.id) : undefined;
    return id === undefined
      ? noId("id" in route ? route.id : "")
      : itemId(deleteRecord(writing, route.entity, id, forced));
  }
  const body = parseJson(request.body);
  if (verb === "create") return itemId(createRecord(writing, route.entity, body, forced));
  return itemId(updateRecord(writing, route.entity, body, request.method === "PUT", forced));
}

function aboutTheWorld(world: World, kind: "threshold" | "version" | "entities"): ApiAnswer {
  if (kind === "version")
    return jsonAnswer(200, { majorVersion: 2026, minorVersion: 1, build: 0, customerType: "Sandbox" });
  if (kind === "entities") return jsonAnswer(200, { entityDescriptions: allEntityInformation(world) });
  return jsonAnswer(200, {
    externalRequestThreshold: settingsOf(world).options.hourlyLimit,
    requestThresholdTimeframe: 60,
    currentTimeframeRequestCount: requestsInHour(world),
  });
}

function verbOf(method: string, route: Route): Verb {
  if (!isWrite(method, route)) return "query";
  if (method === "POST") return "create";
  return method === "DELETE" ? "delete" : "update";
}

const isJson = (request: ApiRequest): boolean =>
  /^application\/([a-z.+-]+\+)?json\b/i.test(request.headers["content-type"] ?? "");

/** Ids are whole numbers; 0 is the customer's own company. */
const idOf = (text: string): number | undefined =>
  /^\d{1,15}$/.test(text) ? Number.parseInt(text, 10) : undefined;

const noId = (text: string): ApiAnswer => malformed(`'${text}' is not a valid id.`);
