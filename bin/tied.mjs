/** Loaded into every process that the launcher starts: when the launcher is gone, however it went, so are they. */
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 5000).unref();
});
process.channel?.unref();
// The launcher may have died before this line was reached.
if (!process.connected) process.exit(1);
