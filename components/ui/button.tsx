"use client";

import { LoaderCircle, type LucideIcon } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { join } from "./join";

type Look = {
  /** One primary button a page: what the page is for. */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "small" | "normal";
  icon?: LucideIcon;
};

const looks = {
  primary: "border-transparent bg-accent text-on-accent font-medium hover:brightness-110",
  secondary: "border-strong-line bg-surface hover:bg-raised",
  quiet: "border-transparent hover:bg-raised",
  danger: "border-red text-red bg-surface font-medium hover:bg-red-soft",
};

const sizes = { small: "h-7 px-2 gap-1 text-small", normal: "h-8 px-3 gap-1.5" };

const classesOf = ({ variant = "secondary", size = "normal" }: Look): string =>
  join(
    "inline-flex shrink-0 items-center justify-center rounded-md border whitespace-nowrap select-none",
    "disabled:opacity-55 aria-disabled:opacity-55 aria-disabled:cursor-not-allowed",
    looks[variant],
    sizes[size],
  );

type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** Under way: shows it, and takes no second click. */
    isBusy?: boolean | undefined;
    /** Why it cannot be pressed. It keeps its place in the order of keys, so that everybody can find out. */
    disabledReason?: string | undefined;
  };

export function Button({
  variant,
  size,
  icon: Icon,
  isBusy = false,
  disabledReason,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const isBarred = disabledReason !== undefined || isBusy;
  return (
    <button
      {...rest}
      type={type}
      title={disabledReason ?? rest.title}
      aria-disabled={isBarred || undefined}
      aria-busy={isBusy || undefined}
      className={join(classesOf({ variant, size }), className)}
      onClick={(event) => {
        if (isBarred) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {isBusy ? <LoaderCircle size={16} aria-hidden className="motion-safe:animate-spin" /> : null}
      {Icon && !isBusy ? <Icon size={16} aria-hidden /> : null}
      {disabledReason ? (
        <span>
          {children}
          {/* In the line rather than positioned: what is positioned is read with a space before it. */}
          <span className="text-[0px]">. {disabledReason}</span>
        </span>
      ) : (
        children
      )}
    </button>
  );
}

type ButtonLinkProps = ComponentProps<typeof Link> & Look & { children: ReactNode };

export function ButtonLink({ variant, size, icon: Icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} prefetch={false} className={join(classesOf({ variant, size }), className)}>
      {Icon ? <Icon size={16} aria-hidden /> : null}
      {children}
    </Link>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  label: string;
  icon: LucideIcon;
};

export function IconButton({ label, icon: Icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={join(
        "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-ink",
        "disabled:opacity-55",
        className,
      )}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
