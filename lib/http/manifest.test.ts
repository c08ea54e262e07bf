import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { routeModules } from "@/app/api/routes.gen";
import { routeListing } from "@/bin/routes/route-listing";
import { manifestOf, methods, pathOf } from "./manifest";

const root = path.resolve(import.meta.dirname, "../..");
const manifest = manifestOf(routeModules);
const named = (list: typeof manifest) => list.map(({ method, path: address }) => `${method} ${address}`);

test("an address is the folder's, with groups left out and parameters in braces", () => {
  expect(pathOf("app/api/(machines)/v1/plans/[planId]/approve")).toBe("/api/v1/plans/{planId}/approve");
});

describe("the list of routes", () => {
  test("is as the folders are; `npm run routes` writes it", () => {
    const written = readFileSync(path.join(root, "app/api/routes.gen.ts"), "utf8");
    expect(written).toBe(routeListing(root));
  });

  test("holds no route of API v1 or ingest that passes by the doors", () => {
    const besideTheDoor = Object.entries(routeModules).flatMap(([folder, module]) =>
      Object.entries(module)
        .filter(([name, handler]) => methods.some((method) => method === name) && !("definition" in handler))
        .map(([name]) => `${name} ${pathOf(folder)}`),
    );
    expect(besideTheDoor.filter((route) => /\/api\/(v1|ingest)\//.test(route))).toEqual([]);
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
    expect(named(open)).toEqual(["POST /api/v1/sessions"]);
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
