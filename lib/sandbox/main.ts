/**
 * The PSA sandbox as a program: SANDBOX_PORT (default 3001) and SANDBOX_DATABASE_URL (a database of its own; without it
 * worlds are gone at the end). Prints one line when it takes requests; SIGTERM and SIGINT end it at once.
 */
import { startSandbox } from "./server";

const port = Number.parseInt(process.env.SANDBOX_PORT ?? "3001", 10);
const sandbox = await startSandbox({ port, databaseUrl: process.env.SANDBOX_DATABASE_URL });
console.log(`PSA sandbox listens on ${sandbox.url}`);

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  sandbox.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
