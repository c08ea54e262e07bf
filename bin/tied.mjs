/** Loaded into every process that the launcher starts: when the launcher is gone, however it went, so are they. */
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 5000).unref();
});
process.channel?.unref();
