import type { Addresses } from "./programs";

/** The demo's story, brought in once for a database. */
export async function tellStory(_addresses: Addresses): Promise<void> {}
