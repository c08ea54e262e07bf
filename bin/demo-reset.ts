import { closePools } from "@/db/client";
import { apiUser } from "@/db/seed/brightwater/world";
import { forgetStory, forgetWorld } from "@/db/seed/forget-story";
import { seedDemo } from "@/db/seed/seed";
import { toInstant } from "@/lib/clock";
import { readRecord } from "./launch/record";
import { readSettings } from "./launch/settings";

/**
 * `npm run demo:reset`: forgets everything the demo that `npm start` runs from COUNTERPART_DATA has stored, and tells
 * its story anew, as of now or of COUNTERPART_STORY_AT. Everybody is signed out; keys are gone.
 */
const settings = readSettings(process.env);
const running = await readRecord(settings.data);
if (settings.mode !== "demo") fail("Only a demo is reset; COUNTERPART_MODE says 'production'.");
if (!running?.sandboxUrl || !running.ownerUrl) {
  fail("No running demo found. Run `npm start` in another terminal first, with the same COUNTERPART_DATA.");
}
const { appUrl, ownerUrl, portalUrl, sandboxUrl } = running;
const at = process.env.COUNTERPART_STORY_AT?.trim();
await forgetStory(ownerUrl);
await forgetWorld(sandboxUrl, apiUser.userName);
await seedDemo({ appUrl, portalUrl, sandboxUrl }, at ? toInstant(at) : undefined);
await closePools();
console.log(`The demo starts anew at ${portalUrl}`);

function fail(line: string): never {
  console.error(line);
  process.exit(1);
}
