import type { ReactNode } from "react";

type PageHeadProps = {
  title: string;
  /** How things stand, in one sentence: the answer comes first. */
  sentence?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
};

export function PageHead({ title, sentence, actions, children }: PageHeadProps) {
  return (
    <header className="grid gap-2">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-title font-semibold">{title}</h1>
          {sentence ? <p className="mt-0.5 max-w-[75ch] text-lead text-muted">{sentence}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </header>
  );
}
