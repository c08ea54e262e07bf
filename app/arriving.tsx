import { type ReactNode, Suspense } from "react";
import { Skeleton } from "@/components/ui/notice";
import { PageHead } from "@/components/ui/page-head";
import { Panel } from "@/components/ui/panel";

/**
 * Shows a page's shape at once and its content when it has been read. For pages that reckon over everything a partner
 * holds: the reader sees where they are while the sums are made. Whether they may be there was asked before.
 */
export function Arriving({ title, children }: { title: string; children: ReactNode }) {
  const shape = (
    <>
      <PageHead title={title} sentence={<span className="pulse block h-6 w-72 rounded bg-raised" />} />
      <Panel isFlush>
        <Skeleton rows={12} />
      </Panel>
    </>
  );
  return <Suspense fallback={shape}>{children}</Suspense>;
}
