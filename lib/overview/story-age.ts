export type StoryAge = { at: Date; isOld: boolean; days: number };

/** The demo's dates hang on the day its story was told; after three days they are no longer this month's. */
export function storyAge(storyAt: Date | null, now: Date): StoryAge | null {
  if (storyAt === null) return null;
  const days = Math.floor((now.getTime() - storyAt.getTime()) / 86_400_000);
  return { at: storyAt, days, isOld: days >= 3 };
}
