"use client";

import { X } from "lucide-react";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { Button, IconButton } from "./button";
import { join } from "./join";

type DialogProps = {
  title: ReactNode;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  footer?: ReactNode;
  width?: "normal" | "wide";
  /** Can be left only by what it offers. */
  isInsistent?: boolean;
};

/**
 * The browser's own dialog: it keeps the focus inside, closes by Esc, gives the focus back, and weighs nothing. Its
 * content exists only while it is open.
 */
export function Dialog({ width = "normal", ...props }: DialogProps) {
  const size = width === "wide" ? "max-w-4xl" : "max-w-lg";
  if (!props.isOpen) return null;
  return <Open {...props} className={join("w-[calc(100%-2rem)] rounded-lg max-h-[85vh]", size)} />;
}

/** Slides nothing, covers the right of the page: details of one row while the list stays in sight. */
export function Drawer({ width = "normal", ...props }: DialogProps) {
  const size = width === "wide" ? "sm:max-w-3xl" : "sm:max-w-md";
  if (!props.isOpen) return null;
  return <Open {...props} className={join("mr-0 h-dvh max-h-none w-full", size)} />;
}

function Open({
  title,
  onClose,
  children,
  footer,
  isInsistent = false,
  className,
}: Omit<DialogProps, "width" | "isOpen"> & { className: string }) {
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  // In a layout effect, whose end comes before the element is taken away: only a dialog that is still there gives the
  // focus back.
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>(firstField)?.focus();
    return () => dialog.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog does what Esc does by keyboard
    <dialog
      ref={element}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        // A file field inside cancels too.
        if (event.target !== element.current) return;
        event.preventDefault();
        if (!isInsistent) onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current && !isInsistent) onClose();
      }}
      className={join("border border-line bg-surface p-0 shadow-xl", className)}
    >
      <div className="flex h-full max-h-[inherit] flex-col">
        <header className="flex items-center justify-between gap-4 border-b border-line px-4 py-2.5">
          <h2 id={`${id}-title`} className="text-lead font-semibold">
            {title}
          </h2>
          {isInsistent ? null : <IconButton label="Close" icon={X} onClick={onClose} />}
        </header>
        {/* Reached by keys when it is longer than the screen. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <section aria-labelledby={`${id}-title`} tabIndex={0} className="min-h-0 grow overflow-y-auto p-4">
          {children}
        </section>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-2.5">
            {footer}
          </footer>
        ) : null}
      </div>
    </dialog>
  );
}

/** Where typing starts: what asks for it, else the first field of the content; a dialog without one starts at Close. */
const firstField = "[data-autofocus], section :is(input, select, textarea):not([type='hidden'], :disabled)";

type ConfirmProps = {
  title: ReactNode;
  /** What happens when the answer is yes, as the title says it: "Delete connection". */
  verb: string;
  isDangerous?: boolean;
  isOpen: boolean;
  onClose(): void;
  onConfirm(): void;
  isBusy?: boolean | undefined;
  error?: string | undefined;
  children: ReactNode;
};

/** Asks before what cannot be undone or costs money: states the object and the effect, and repeats the verb. */
export function ConfirmDialog(props: ConfirmProps) {
  const { title, verb, isDangerous = false, isOpen, onClose, onConfirm, isBusy, error, children } = props;
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={isDangerous ? "danger" : "primary"} isBusy={isBusy} onClick={onConfirm}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      {error ? (
        <p role="alert" className="mt-3 text-red">
          {error}
        </p>
      ) : null}
    </Dialog>
  );
}
