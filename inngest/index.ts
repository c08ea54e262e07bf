import type { InngestFunction } from "inngest";

/** The functions that `/api/inngest` serves; one file each in `functions`, named like its id. */
export const functions: InngestFunction.Any[] = [];
