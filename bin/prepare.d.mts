/** The shape of prepare.mjs for the programs that are TypeScript. */
export const projectRoot: string;
/** Folder of the portal's standalone server, built first when a source has changed. */
export function ensureBuilt(): Promise<string>;
