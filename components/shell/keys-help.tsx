"use client";

export default function Soon(_props: { isOpen: boolean; onClose(): void }) {
  return null;
}
