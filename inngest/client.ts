import { Inngest } from "inngest";

/**
 * The portal's one Inngest client. It always runs in cloud mode, so that `/api/inngest` answers signed requests only;
 * INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY and INNGEST_BASE_URL (read by the SDK) say which server drives the functions:
 * the embedded engine, whose keys the launcher makes at first start, or a real one.
 */
export const inngest = new Inngest({ id: "counterpart", isDev: false });
