import type { CustomerDocument } from "../documents";
import { brightwater } from "../people";

type Row = readonly [company: string, street: string, city: string, postalCode: string, contact: string];

/** In the order of the story; the first is number 19652 of the vendor. */
const rows = {
  calder: ["Calder LLC", "4 Mill Lane", "Leeds", "LS1 4AP", "Priya Calder"],
  alder: ["Alder & Finch Solicitors", "18 Chancery Row", "London", "WC2A 1LG", "Hugh Finch"],
  pinewood: ["Pinewood Academy", "2 School Drive", "Reading", "RG1 5AQ", "Janet Osei"],
  moorgate: ["Moorgate Dental", "77 Moorgate", "London", "EC2R 6BH", "Samir Patel"],
  harrow: ["Harrow Joinery", "Unit 9, Sawpit Yard", "Harrow", "HA1 2XY", "Colin Marsh"],
  kestrel: ["Kestrel Holdings", "31 Quay Street", "Dover", "CT16 1NR", "Elise Moreau"],
  cobalt: ["Cobalt Logistics", "Dock Road 140", "Felixstowe", "IP11 3TW", "Ben Okafor"],
  tideway: ["Tideway Boats", "1 Slipway", "Southampton", "SO14 3XB", "Nell Harding"],
  selwyn: ["Selwyn Press", "56 Printer's Close", "Cambridge", "CB2 3QZ", "Agnes Selwyn"],
  ivy: ["Ivy Lane Nursery", "12 Ivy Lane", "Bath", "BA1 1LN", "Rosa Dean"],
  ravenscroft: ["Ravenscroft Estates", "The Old Lodge", "York", "YO1 7HH", "Miles Raven"],
  greenhithe: ["Greenhithe Medical", "8 Harbour Rise", "Greenhithe", "DA9 9XE", "Dr Amy Lowe"],
  oakhurst: ["Oakhurst Accountants", "23 Station Road", "Guildford", "GU1 4UT", "Tom Birch"],
  dunmore: ["Dunmore Vets", "Cherry Farm", "Hereford", "HR1 2PQ", "Kate Dunmore"],
  lantern: ["Lantern Studios", "3 Arches", "Manchester", "M1 5QA", "Leo Grant"],
  quayside: ["Quayside Architects", "40 Quayside", "Newcastle", "NE1 3DE", "Fiona Reid"],
  marlow: ["Marlow Foods", "Station Works", "Marlow", "SL7 1AB", "Gareth Pugh"],
  bexley: ["Bexley Print", "64 Broadway", "Bexleyheath", "DA6 7LE", "Sunita Rao"],
} as const satisfies Record<string, Row>;

export type CustomerKey = keyof typeof rows;

export const customerKeys = Object.keys(rows) as readonly CustomerKey[];

const firstNumber = 19_652;

export const vendorCustomerId = (key: CustomerKey): string => String(firstNumber + customerKeys.indexOf(key));

export const companyName = (key: CustomerKey): string => rows[key][0];

export type Address = { street: string; city: string; postalCode: string; phone: string };

export function addressOf(key: CustomerKey): Address {
  const [, street, city, postalCode] = rows[key];
  // Numbers of the range kept free for fiction.
  return { street, city, postalCode, phone: `+4420794600${10 + customerKeys.indexOf(key)}` };
}

export function contactOf(key: CustomerKey): { firstName: string; lastName: string; email: string } {
  const [firstName = "", ...rest] = rows[key][4].replace("Dr ", "").split(" ");
  return {
    firstName,
    lastName: rest.join(" "),
    email: `${firstName.toLowerCase()}@${key}.example`,
  };
}

/** The customers as the vendor knows them, each with a complete profile. */
export function customers(asOf: string): CustomerDocument[] {
  return customerKeys.map((key) => {
    const { street, city, postalCode, phone } = addressOf(key);
    const contact = contactOf(key);
    return {
      partnerCode: brightwater.code,
      vendorCustomerId: vendorCustomerId(key),
      companyName: companyName(key),
      addressLine1: street,
      city,
      postalCode,
      country: "GB",
      phone,
      administrativeContact: { ...contact, phone },
      internalContact: "Ada Merrick",
      access: { login: contact.email, method: "invite" },
      notificationEmail: contact.email,
      currency: "GBP",
      status: "active",
      asOf,
    };
  });
}
