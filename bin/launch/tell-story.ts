import { seedDemo } from "@/db/seed/seed";
import { toInstant } from "@/lib/clock";
import type { Addresses } from "./programs";
import { say } from "./supervisor";

/** The demo's story, told once for a database. What fails is said and tried again at the next start. */
export async function tellStory(addresses: Addresses): Promise<void> {
  const { appUrl, portalUrl, sandboxUrl } = addresses;
  if (!sandboxUrl) return;
  const at = process.env.COUNTERPART_STORY_AT?.trim();
  try {
    await seedDemo({ appUrl, portalUrl, sandboxUrl }, at ? toInstant(at) : undefined);
  } catch (error) {
    say(
      `The demo story could not be told to its end: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
