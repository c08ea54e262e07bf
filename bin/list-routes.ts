import { writeFileSync } from "node:fs";
import path from "node:path";
import { routeListing } from "./routes/route-listing";

/** `npm run routes`: writes app/api/routes.gen.ts anew, after a route was added or removed. */
writeFileSync(path.join("app", "api", "routes.gen.ts"), routeListing(process.cwd()));
