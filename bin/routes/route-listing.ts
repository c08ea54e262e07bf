import { readdirSync } from "node:fs";
import path from "node:path";

/** Folders of all routes below app/api that speak our API: v1, ingest and what stands alone beside them. */
export function routeFolders(root: string): string[] {
  return readdirSync(path.join(root, "app", "api"), { recursive: true, encoding: "utf8" })
    .filter((name) => path.basename(name) === "route.ts")
    .map((name) => path.posix.join("app/api", path.dirname(name)))
    .filter((folder) => !/^app\/api\/(auth|inngest|openapi\.json)(\/|$)/.test(folder))
    .sort();
}

/**
 * The text of app/api/routes.gen.ts. A bundle cannot look into folders, so the routes that the API's description names
 * are imported one by one; a test compares the file with the folders.
 */
export function routeListing(root: string): string {
  const folders = routeFolders(root);
  const imports = folders.map((folder, index) => {
    const relative = path.posix.relative("app/api", folder);
    return `import * as route${index} from "./${relative}/route";`;
  });
  const entries = folders.map((folder, index) => `  ${JSON.stringify(folder)}: route${index},`);
  return [
    "// Written by `npm run routes`; do not edit.",
    ...imports,
    "",
    "/** Every route file of the API by its folder; see lib/http/manifest.ts. */",
    "export const routeModules: Readonly<Record<string, object>> = {",
    ...entries,
    "};",
    "",
  ].join("\n");
}
