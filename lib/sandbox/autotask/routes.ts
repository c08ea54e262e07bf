import { type ChildCollection, type Entity, findChildCollection, findEntity, getEntity } from "./facts";

/** What an entity URL asks for, before the verb is looked at. `verbs` are those that the URL knows. */
export type Route =
  | { readonly kind: "threshold" | "version" | "entities"; readonly verbs: readonly string[] }
  | { readonly kind: "collection"; readonly entity: Entity; readonly verbs: readonly string[] }
  | { readonly kind: "item"; readonly entity: Entity; readonly id: string; readonly verbs: readonly string[] }
  | { readonly kind: "query" | "count" | "next"; readonly entity: Entity; readonly verbs: readonly string[] }
  | {
      readonly kind: "info" | "fields" | "userDefinedFields";
      readonly entity: Entity;
      readonly verbs: readonly string[];
    }
  | {
      readonly kind: "children" | "child";
      readonly entity: Entity;
      readonly child: ChildCollection;
      readonly parentId: string;
      readonly id: string;
      readonly verbs: readonly string[];
    };

const SINGLE: Record<string, Route> = {
  thresholdinformation: { kind: "threshold", verbs: ["GET"] },
  version: { kind: "version", verbs: ["GET"] },
  entityinformation: { kind: "entities", verbs: ["GET"] },
};

/** Undefined: no such path, whatever the verb. */
export function routeOf(segments: readonly string[]): Route | undefined {
  const [first = "", ...rest] = segments;
  if (rest.length === 0 && SINGLE[first.toLowerCase()]) return SINGLE[first.toLowerCase()];
  const entity = findEntity(first);
  if (!entity) return undefined;
  return rootRoute(entity, rest) ?? childRoute(entity, rest);
}

function rootRoute(entity: Entity, rest: readonly string[]): Route | undefined {
  const { facts } = entity;
  const [first = "", second = ""] = rest.map((part) => part.toLowerCase());
  if (rest.length === 0) {
    return facts.rootVerbs.length > 0 ? { kind: "collection", entity, verbs: facts.rootVerbs } : undefined;
  }
  const information = informationRoute(entity, rest);
  if (information) return information;
  if (!facts.canQuery) return undefined;
  if (first === "query") {
    if (rest.length === 1) return { kind: "query", entity, verbs: ["GET", "POST"] };
    if (rest.length === 2 && second === "count") return { kind: "count", entity, verbs: ["GET", "POST"] };
    if (rest.length === 2 && second === "next") return { kind: "next", entity, verbs: ["GET", "POST"] };
    return undefined;
  }
  if (rest.length !== 1) return undefined;
  return {
    kind: "item",
    entity,
    id: rest[0] ?? "",
    verbs: facts.canDeleteAtRoot ? ["GET", "DELETE"] : ["GET"],
  };
}

function childRoute(parent: Entity, rest: readonly string[]): Route | undefined {
  const [parentId = "", segment = "", ...deeper] = rest;
  const child = findChildCollection(parent.name, segment);
  if (!child) return undefined;
  const entity = getEntity(child.entity);
  const information = informationRoute(entity, deeper);
  if (information) return information;
  if (deeper.length === 0) return { kind: "children", entity, child, parentId, id: "", verbs: child.verbs };
  if (deeper.length === 1 && child.itemVerbs.length > 0) {
    return { kind: "child", entity, child, parentId, id: deeper[0] ?? "", verbs: child.itemVerbs };
  }
  return undefined;
}

/** Entities without user-defined fields answer 404 on that URL, as if it were not there. */
function informationRoute(entity: Entity, rest: readonly string[]): Route | undefined {
  const [first = "", second = ""] = rest.map((part) => part.toLowerCase());
  if (first !== "entityinformation" || rest.length > 2) return undefined;
  const verbs = ["GET"];
  if (rest.length === 1) return { kind: "info", entity, verbs };
  if (second === "fields") return { kind: "fields", entity, verbs };
  if (second === "userdefinedfields" && entity.facts.hasUserDefinedFields)
    return { kind: "userDefinedFields", entity, verbs };
  return undefined;
}

/** Reading by POST is still reading. */
export const isWrite = (method: string, route: Route | undefined): boolean =>
  !["GET", "HEAD", "OPTIONS"].includes(method) &&
  route?.kind !== "query" &&
  route?.kind !== "count" &&
  route?.kind !== "next";
