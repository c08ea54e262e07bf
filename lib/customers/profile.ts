import type { CustomerContact } from "@/db/schema/customers";

/** What a complete profile is made of; a stored customer and one still being imported both fit. */
export type CustomerProfile = {
  vendorCustomerId?: string | null;
  companyName?: string | null;
  addressLine1?: string | null;
  city?: string | null;
  postalCode?: string | null;
  country?: string | null;
  phone?: string | null;
  administrativeContact?: CustomerContact | null;
  internalContact?: string | null;
  access?: { login?: string } | null;
  notificationEmail?: string | null;
};

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** Countries and territories whose addresses carry no postal code. */
const withoutPostalCode: ReadonlySet<string> = new Set(
  (
    "AE AG AN AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GQ GY HK JM KI KM KN KP LC ML MO " +
    "MR MW NR NU QA RW SB SC SL SR ST SY TF TG TK TL TO TT TV UG VU YE ZW"
  ).split(" "),
);

const isText = (value: string | null | undefined): value is string => !!value && value.trim() !== "";
const isEmail = (value: string | null | undefined): boolean =>
  isText(value) && value.length <= 254 && /^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$/.test(value);
const isPhone = (value: string | null | undefined): boolean =>
  isText(value) &&
  value.length <= 25 &&
  /^\+?[\d\s().\-/x]+$/i.test(value) &&
  value.replace(/\D/g, "").length >= 6;

function isKnownCountry(code: string | null | undefined): boolean {
  return isText(code) && /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined;
}

/**
 * The fields that keep a profile from being complete, missing or not valid, in the order of the form: e-mail syntax, a
 * known country, a phone number of at least 6 digits. Log-in and notification address default to the
 * administrative e-mail. Empty: complete.
 */
export function missingProfileFields(profile: CustomerProfile): string[] {
  const contact = profile.administrativeContact ?? {};
  const login = profile.access?.login ?? contact.email;
  const notificationEmail = profile.notificationEmail ?? contact.email;
  const needsPostalCode = !isText(profile.country) || !withoutPostalCode.has(profile.country);
  const checks: [string, boolean][] = [
    ["vendorCustomerId", isText(profile.vendorCustomerId)],
    ["companyName", isText(profile.companyName)],
    ["addressLine1", isText(profile.addressLine1)],
    ["city", isText(profile.city)],
    ["postalCode", !needsPostalCode || isText(profile.postalCode)],
    ["country", isKnownCountry(profile.country)],
    ["phone", isPhone(profile.phone)],
    ["administrativeContact.firstName", isText(contact.firstName)],
    ["administrativeContact.lastName", isText(contact.lastName)],
    ["administrativeContact.phone", isPhone(contact.phone)],
    ["administrativeContact.email", isEmail(contact.email)],
    ["internalContact", isText(profile.internalContact)],
    ["access.login", isText(login)],
    ["notificationEmail", isEmail(notificationEmail)],
  ];
  return checks.filter(([, isThere]) => !isThere).map(([field]) => field);
}
