import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Entity, entities } from "./facts";
import { childCollections } from "./facts.gen";
import { routeOf } from "./routes";

/** The vendor's description lies beside the project where it is developed; elsewhere these tests say that they skip. */
const FOLDER = new URL("../../../../shared/specs/", import.meta.url);
const isThere = existsSync(new URL("autotask-rest-v1.json", FOLDER));
const read = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as T;

type Swagger = {
  paths: Record<string, Record<string, unknown>>;
  definitions: Record<string, { properties?: Record<string, unknown> }>;
};
type Metadata = {
  entities: Record<
    string,
    { fields: { name: string; evidence: string[] }[]; paths: Record<string, string[]> }
  >;
};

/** Every path this look-alike knows, with its verbs, as `/Entity/...` with `{id}` and `{parentId}`. */
function ourPaths(): Map<string, readonly string[]> {
  const roots = [...entities.keys()].map((name) => `/${name}`);
  const children = childCollections.map((child) => `/${child.parent}/{parentId}/${child.segment}`);
  const tails = [
    "",
    "/{id}",
    "/entityInformation",
    "/entityInformation/fields",
    "/entityInformation/userDefinedFields",
  ];
  const paths = [
    ...[...roots, ...children].flatMap((base) => tails.map((tail) => base + tail)),
    ...roots.flatMap((base) => [`${base}/query`, `${base}/query/count`]),
  ];
  const known = new Map<string, readonly string[]>();
  for (const path of paths) {
    const route = routeOf(path.split("/").filter((part) => part !== ""));
    if (route) known.set(path, route.verbs);
  }
  return known;
}

const lowerNames = (names: Iterable<string>): Set<string> =>
  new Set([...names].map((name) => name.toLowerCase()));

const title = isThere
  ? "the vendor's description"
  : "the vendor's description: skipped, there is no ../shared/specs beside the project";

describe.skipIf(!isThere)(title, () => {
  const swagger = isThere ? read<Swagger>("autotask-rest-v1.json") : { paths: {}, definitions: {} };
  const metadata = isThere ? read<Metadata>("autotask-field-metadata.json") : { entities: {} };

  it("has every path and verb that the sandbox answers", () => {
    const strange: string[] = [];
    for (const [path, verbs] of ourPaths()) {
      const theirs = swagger.paths[`/V1.0${path}`];
      const known = lowerNames([...Object.keys(theirs ?? {}), ...pathOf(metadata, path)]);
      for (const verb of verbs) if (!known.has(verb.toLowerCase())) strange.push(`${verb} ${path}`);
    }
    expect(strange).toEqual([]);
  });

  it("has no path or verb on these entities that the sandbox lacks", () => {
    const ours = ourPaths();
    const missing: string[] = [];
    for (const [full, verbs] of Object.entries(swagger.paths)) {
      const path = full.replace("/V1.0", "");
      if (!isInScope(path)) continue;
      const isUdf = path.endsWith("/userDefinedFields");
      for (const verb of Object.keys(verbs)) {
        if (!ours.get(path)?.some((own) => own.toLowerCase() === verb) && !isUdf)
          missing.push(`${verb} ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it.each([...entities.values()].map((entity) => [entity.name, entity] as const))(
    "names every member of %s",
    (name, entity: Entity) => {
      const model = swagger.definitions[`${entity.facts.singular}Model`]?.properties ?? {};
      const described = lowerNames(Object.keys(model));
      const collected = new Map(metadata.entities[name]?.fields.map((field) => [field.name, field.evidence]));
      const newer = new Set(["sku", "lastModifiedDateTime"]);
      const strange = entity.fields
        .map((field) => field.name)
        .filter((member) => !collected.has(member) && !newer.has(member))
        .concat(
          entity.fields
            .map((field) => field.name)
            .filter(
              (member) =>
                collected.get(member)?.includes("swagger2020") && !described.has(member.toLowerCase()),
            ),
        );
      expect(strange).toEqual([]);
    },
  );
});

function pathOf(metadata: Metadata, path: string): string[] {
  return Object.values(metadata.entities).flatMap((entity) => entity.paths[path] ?? []);
}

/** Below an entity of ours: the entity itself, or a child collection that the sandbox plays. */
function isInScope(path: string): boolean {
  const [, first = "", second = "", third = ""] = path.split("/");
  const entity = [...entities.keys()].find((name) => name === first);
  if (!entity) return false;
  return (
    second !== "{parentId}" ||
    childCollections.some((child) => child.parent === entity && child.segment === third)
  );
}
