"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Arithmetic } from "./arithmetic";
import { Button, IconButton } from "./button";
import { Drawer } from "./dialog";
import { ProblemNotice, Skeleton } from "./notice";
import { notify } from "./notify";

/** What the planner stored beside a number; the panel shows it and reckons nothing. */
export type WhyContent = {
  /** The first can be read to a customer. */
  sentences: readonly string[];
  arithmetic: readonly string[];
  /** Orders, mapping, rule, zone, operation, reference of the PSA. */
  facts: readonly (readonly [label: string, text: string, href?: string])[];
};

type WhyProps = {
  /** "Why 12 seats?": for the reader of the button. */
  label: string;
  title: string;
} & ({ content: WhyContent; load?: never } | { load: () => Promise<WhyContent>; content?: never });

export function WhyButton({ label, title, content, load }: WhyProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={label} icon={CircleHelp} data-why onClick={() => setOpen(true)} />
      {isOpen ? (
        <WhyDrawer title={title} content={content} load={load} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}

type DrawerProps = {
  title: string;
  content: WhyContent | undefined;
  load: (() => Promise<WhyContent>) | undefined;
  onClose(): void;
};

function WhyDrawer({ title, content, load, onClose }: DrawerProps) {
  const asked = useQuery({
    queryKey: ["why", title],
    queryFn: () => (load ? load() : Promise.reject(new Error("There is nothing to load."))),
    enabled: content === undefined,
    // The content of another number may bear the same title.
    gcTime: 0,
  });
  const shown = content ?? asked.data;
  const copy = async () => {
    if (!shown) return;
    await navigator.clipboard.writeText(asText(title, shown));
    notify({ tone: "green", text: "Copied as text." });
  };
  return (
    <Drawer
      title={title}
      isOpen
      onClose={onClose}
      footer={shown ? <Button onClick={() => void copy()}>Copy as text</Button> : undefined}
    >
      {asked.isError ? <ProblemNotice problem={asked.error} onRetry={() => void asked.refetch()} /> : null}
      {shown ? <WhyText content={shown} /> : asked.isError ? null : <Skeleton rows={4} />}
    </Drawer>
  );
}

function WhyText({ content }: { content: WhyContent }) {
  return (
    <div className="grid gap-3">
      {content.sentences.map((sentence, index) => (
        <p key={sentence} className={index === 0 ? "text-lead" : undefined}>
          {sentence}
        </p>
      ))}
      <Arithmetic lines={content.arithmetic} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {content.facts.map(([label, text, href]) => (
          <div key={`${label} ${text}`} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="break-words">
              {href ? (
                <Link href={href} prefetch={false} className="text-accent underline">
                  {text}
                </Link>
              ) : (
                text
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const asText = (title: string, { sentences, arithmetic, facts }: WhyContent): string =>
  [title, "", ...sentences, "", ...arithmetic, "", ...facts.map(([label, text]) => `${label}: ${text}`)].join(
    "\n",
  );
