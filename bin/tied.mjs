/** Loaded into every process that the launcher starts: when the launcher is gone, however it went, so are they. */
import { isMainThread } from "node:worker_threads";

// Processes and threads that the started one makes for itself load this file too; they are not the launcher's.
if (isMainThread && process.env.COUNTERPART_TIED) {
  delete process.env.COUNTERPART_TIED;
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 5000).unref();
  });
  process.channel?.unref();
  // The launcher may have died before this line was reached.
  if (!process.connected) process.exit(1);
}
