import http from "node:http";
import { serve } from "inngest/node";
import { functions } from "@/inngest";
import { inngest } from "@/inngest/client";

/**
 * The portal's durable functions behind HTTP and nothing else: the process that a fault run kills. It loads everything,
 * says `loaded` and listens when it is told to, so that a spare stands ready for the next kill.
 */
const handler = serve({ client: inngest, functions, enableUnauthedSync: false });
const server = http.createServer((request, response) => void handler(request, response));

process.on("message", (message: { listen: number }) => {
  server.listen(message.listen, "127.0.0.1", () => process.send?.("listening"));
});
process.on("disconnect", () => process.exit(0));
process.send?.("loaded");
