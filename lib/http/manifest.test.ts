import { describe, expect, test } from "vitest";
import { z } from "zod";
import { routeModules } from "@/app/api/openapi.json/routes.gen";
import { loadManifest, methods, pathOf } from "./manifest";

const manifest = await loadManifest(routeModules);
const named = (list: typeof manifest) => list.map(({ method, path: address }) => `${method} ${address}`);

describe("the list of routes", () => {
  test("holds no route of API v1 or ingest that passes by the doors", async () => {
    const ours = Object.entries(routeModules).filter(([folder]) => /^\/api\/(v1|ingest)\//.test(folder));
    const besideTheDoor: string[] = [];
    for (const [folder, load] of ours) {
      for (const [name, handler] of Object.entries<object>({ ...(await load()) })) {
        const isServed = methods.some((method) => method === name);
        if (isServed && !("definition" in handler)) besideTheDoor.push(`${name} ${pathOf(folder)}`);
      }
    }
    expect(besideTheDoor).toEqual([]);
  });

  test("says in one line what each route does", () => {
    const silent = manifest.filter(({ definition }) => !/^[A-Z][^\n]{8,140}$/.test(definition.summary));
    expect(named(silent)).toEqual([]);
  });

  test("holds no body or query that lets an unknown member pass", () => {
    const open = manifest.filter(({ definition }) =>
      [definition.body, definition.query].some(
        (schema) =>
          schema && hasOpenObject(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), true),
      ),
    );
    expect(named(open)).toEqual([]);
  });

  test("changes nothing by GET and asks every change for a right or a person", () => {
    const open = manifest.filter(({ definition }) => definition.permission === "anyone");
    expect(named(open)).toEqual(["GET /api/health", "POST /api/v1/sessions"]);
    const loose = manifest.filter(
      ({ method, definition }) => method !== "GET" && definition.permission === "signed_in",
    );
    expect(named(loose)).toEqual([]);
  });
});

/** The door itself closes the outermost object; those inside must be closed by their schema. */
function hasOpenObject(schema: unknown, isOutermost = false): boolean {
  if (Array.isArray(schema)) return schema.some((part) => hasOpenObject(part));
  if (typeof schema !== "object" || schema === null) return false;
  const isOpen =
    "properties" in schema && !("additionalProperties" in schema && schema.additionalProperties === false);
  return (isOpen && !isOutermost) || Object.values(schema).some((part) => hasOpenObject(part));
}
