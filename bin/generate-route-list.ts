import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Writes app/api/openapi.json/routes.gen.ts: every route of the API with the module that holds it. A bundle cannot look
 * into folders, so the list is made beforehand; `lib/http/openapi.test.ts` fails when it is behind.
 */
const root = path.resolve(import.meta.dirname, "..");
const api = path.join(root, "app/api");

/** Doors of other protocols, which describe themselves, and the answer for addresses that nobody serves. */
const others = ["auth/", "inngest/", "openapi.json/", "webhooks/", "[...address]/"];

const files = (await readdir(api, { recursive: true }))
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => file.endsWith("/route.ts") && !others.some((folder) => file.startsWith(folder)))
  .sort();
const lines = files.map((file) => {
  const folder = file.slice(0, -"/route.ts".length);
  return `  "/api/${folder}": () => import("../${folder}/route"),`;
});
const text = `// Made by bin/generate-route-list.ts; do not edit.
export const routeModules: Readonly<Record<string, () => Promise<object>>> = {
${lines.join("\n")}
};
`;
await writeFile(path.join(api, "openapi.json/routes.gen.ts"), text);
