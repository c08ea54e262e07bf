import { serve } from "inngest/next";
import { functions } from "@/inngest";
import { inngest } from "@/inngest/client";

export const dynamic = "force-dynamic";

/**
 * Whoever drives the functions (the embedded engine or an Inngest server) calls here; every request is signed, the
 * sync included.
 */
export const { GET, POST, PUT } = serve({ client: inngest, functions, enableUnauthedSync: false });
