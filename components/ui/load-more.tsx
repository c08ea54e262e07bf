"use client";

import { useEffect, useRef } from "react";
import { Button } from "./button";

type LoadMoreProps = {
  /** What a query of pages knows of the next one. */
  list: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage(): Promise<unknown>;
  };
  children?: string;
};

/** How near the end of a list has to be for its next page to be asked for, of itself. */
const nearby = "500px";

/** Below the last row of a list that goes on: asks for more when somebody comes near, and by hand after a failure. */
export function LoadMore({ list, children = "Load more" }: LoadMoreProps) {
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  const isAwaited = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!isAwaited || !end.current) return;
    const near = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && void fetchNextPage(),
      { rootMargin: `0px 0px ${nearby}` },
    );
    near.observe(end.current);
    return () => near.disconnect();
  }, [isAwaited, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={end} className="flex justify-center p-3">
      <Button isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {children}
      </Button>
    </div>
  );
}
