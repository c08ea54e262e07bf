/**
 * `npm start`: everything Counterpart needs on this machine, from an empty clone on. Ends with the line
 * "Counterpart is ready: http://localhost:3000" and stays until Ctrl-C or SIGTERM. `--dev`: with Next's own server.
 */
import { ensureBuilt, ensureInstalled, fail, projectRoot, requireNode } from "./prepare.mjs";

process.chdir(projectRoot);
requireNode();
await ensureInstalled();
const isDevelopment = process.argv.includes("--dev");
const server = isDevelopment ? undefined : await ensureBuilt();

// From here on the project's own TypeScript can run.
const { register } = await import("tsx/esm/api");
register();
const { launch } = await import("./launch/launch.ts");
await launch({ server }).catch((error) => fail(error instanceof Error ? error.message : String(error)));
