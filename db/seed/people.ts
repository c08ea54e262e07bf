import type { Role } from "@/lib/auth/roles";

export type StoryPerson = { email: string; name: string; role: Role; canSeeCost: boolean };

export type StoryPartner = {
  code: string;
  name: string;
  country: string;
  currency: string;
  timeZone: string;
  locale: string;
  invoiceDay: string;
  persons: readonly StoryPerson[];
};

export type StoryVendor = { name: string; persons: readonly StoryPerson[] };

export const vendor: StoryVendor = {
  name: "Larkspur Cloud",
  persons: [
    { email: "vera@larkspur.example", name: "Vera Lindqvist", role: "vendor_admin", canSeeCost: false },
    { email: "noah@larkspur.example", name: "Noah Whitlock", role: "vendor_support", canSeeCost: false },
  ],
};

export const brightwater: StoryPartner = {
  code: "P-100",
  name: "Brightwater IT",
  country: "GB",
  currency: "GBP",
  timeZone: "Europe/London",
  locale: "en-GB",
  invoiceDay: "1",
  persons: [
    { email: "ada@brightwater.example", name: "Ada Merrick", role: "partner_admin", canSeeCost: true },
    { email: "omar@brightwater.example", name: "Omar Haddad", role: "partner_operator", canSeeCost: false },
    { email: "vic@brightwater.example", name: "Vic Sanderson", role: "partner_viewer", canSeeCost: false },
  ],
};

export const cascade: StoryPartner = {
  code: "P-200",
  name: "Cascade Managed",
  country: "US",
  currency: "USD",
  timeZone: "America/Denver",
  locale: "en-US",
  invoiceDay: "last",
  persons: [
    { email: "cass@cascade.example", name: "Cass Romero", role: "partner_admin", canSeeCost: true },
    { email: "otis@cascade.example", name: "Otis Bell", role: "partner_operator", canSeeCost: true },
  ],
};

export const fjordlys: StoryPartner = {
  code: "P-300",
  name: "Fjordlys Drift",
  country: "NO",
  currency: "EUR",
  timeZone: "Europe/Oslo",
  locale: "nb-NO",
  invoiceDay: "1",
  persons: [{ email: "finn@fjordlys.example", name: "Finn Aasen", role: "partner_admin", canSeeCost: true }],
};
