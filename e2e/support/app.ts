/** Where the portal and the sandbox of this run are; `npm test` gives ports of its own, a run by hand has these. */
const port = process.env.PORT ?? "3950";

export const portalUrl = `http://localhost:${port}`;
export const sandboxPort = Number(process.env.SANDBOX_PORT ?? "3951");
export const sandboxUrl = `http://localhost:${sandboxPort}`;
