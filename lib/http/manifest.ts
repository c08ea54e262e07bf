import type { RouteDefinition, RouteHandler } from "./route";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

export type ManifestEntry = {
  method: Method;
  /** As OpenAPI writes it: "/api/v1/plans/{planId}/approve". */
  path: string;
  definition: RouteDefinition;
  handler: RouteHandler;
};

/**
 * Every method of every route that came through one of our doors, by path. `modules` are route files by their folder's
 * address ("/api/v1/plans/[planId]"); what a library serves itself (next-auth, Inngest) has no definition and is left
 * out.
 */
function manifestOf(modules: Readonly<Record<string, object>>): ManifestEntry[] {
  return Object.entries(modules)
    .flatMap(([folder, module]) =>
      Object.entries(module).flatMap(([method, handler]): ManifestEntry[] =>
        isMethod(method) && isRouteHandler(handler)
          ? [{ method, path: pathOf(folder), definition: handler.definition, handler }]
          : [],
      ),
    )
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1));
}

/** "/api/v1/plans/[planId]" is served as "/api/v1/plans/{planId}". */
export function pathOf(folder: string): string {
  return folder.replace(/\[(\w+)\]/g, "{$1}");
}

/** The same for the list of routes that `npm run routes` writes. */
export async function loadManifest(
  loaders: Readonly<Record<string, () => Promise<object>>>,
): Promise<ManifestEntry[]> {
  const modules = Object.entries(loaders).map(
    async ([folder, load]) => [folder, { ...(await load()) }] as const,
  );
  return manifestOf(Object.fromEntries(await Promise.all(modules)));
}

function isMethod(name: string): name is Method {
  return methods.some((method) => method === name);
}

function isRouteHandler(value: unknown): value is RouteHandler {
  return typeof value === "function" && "definition" in value;
}
