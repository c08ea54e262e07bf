"use client";

import { Ellipsis } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { join } from "./join";
import { type MenuProps, menuButtonClass } from "./menu";

/** Open when it appears: it takes the place of the button that asked for it. */
export default function OpenMenu({ label, items }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger aria-label={label} className={menuButtonClass}>
        <Ellipsis size={16} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          className="z-40 min-w-44 rounded-md border border-line bg-surface p-1 shadow-lg"
        >
          {items.map(({ label: text, icon: Icon, onSelect, isDangerous, disabledReason }) => (
            <DropdownMenu.Item
              key={text}
              disabled={disabledReason !== undefined}
              title={disabledReason}
              onSelect={onSelect}
              className={join(
                "flex items-center gap-2 rounded px-2 py-1.5 outline-none data-disabled:opacity-55 data-highlighted:bg-raised",
                isDangerous && "text-red",
              )}
            >
              {Icon ? <Icon size={16} aria-hidden /> : null}
              {text}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
