/** Once for each server process, before it answers: says what the environment lacks instead of failing at a page. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { environment } = await import("@/lib/env");
  environment();
}
