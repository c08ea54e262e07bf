const attempts = 3;
const pauseMs = 2_000;

/**
 * For `lazy`: a part of the screen that cannot be loaded now is waited for, offline as long as it takes. It must not
 * take the page with it, on which somebody has unsaved edits.
 */
export function patiently<Module>(load: () => Promise<Module>): () => Promise<Module> {
  const attempt = async (left: number): Promise<Module> => {
    try {
      return await load();
    } catch (error) {
      if (left === 0) throw error;
      const isOffline = !navigator.onLine;
      await (isOffline ? backOnline() : pause());
      return attempt(isOffline ? left : left - 1);
    }
  };
  return () => attempt(attempts);
}

const backOnline = () =>
  new Promise<void>((resolve) => window.addEventListener("online", () => resolve(), { once: true }));
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, pauseMs));
