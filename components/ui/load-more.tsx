"use client";

import { Button } from "./button";

type LoadMoreProps = {
  /** What a query of pages knows of the next one. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> };
  children?: string;
};

/** Below the last row of a list that goes on. */
export function LoadMore({ list, children = "Load more" }: LoadMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <div className="flex justify-center p-3">
      <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {children}
      </Button>
    </div>
  );
}
