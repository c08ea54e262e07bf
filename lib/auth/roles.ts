export const roles = [
  "vendor_admin",
  "vendor_support",
  "partner_admin",
  "partner_operator",
  "partner_viewer",
] as const;
export type Role = (typeof roles)[number];
