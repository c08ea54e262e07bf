import { describe, expect, it } from "vitest";
import { missingProfileFields } from "./profile";

const complete = {
  vendorCustomerId: "19652",
  companyName: "Calder LLC",
  addressLine1: "1 High Street",
  city: "London",
  postalCode: "N1 1AA",
  country: "GB",
  phone: "+44 20 7946 0000",
  administrativeContact: {
    firstName: "Ann",
    lastName: "Office",
    phone: "020 7946 0001",
    email: "ann@calder.example",
  },
  internalContact: "Ada",
};

describe("a customer's profile", () => {
  it("is complete with every field, log-in and notices going to the administrative e-mail", () => {
    expect(missingProfileFields(complete)).toEqual([]);
  });

  it.each([
    [{ companyName: " " }, "companyName"],
    [{ country: "XX" }, "country"],
    [{ country: null }, "country"],
    [{ phone: "12345" }, "phone"],
    [{ postalCode: undefined }, "postalCode"],
    [{ notificationEmail: "nobody" }, "notificationEmail"],
    [{ internalContact: undefined }, "internalContact"],
    [
      { administrativeContact: { ...complete.administrativeContact, lastName: undefined } },
      "administrativeContact.lastName",
    ],
  ])("is told what is missing or not valid: %#", (given, field) => {
    expect(missingProfileFields({ ...complete, ...given })).toEqual([field]);
  });

  it("names the log-in and the notices when there is no administrative e-mail", () => {
    const { email: _email, ...contact } = complete.administrativeContact;
    expect(missingProfileFields({ ...complete, administrativeContact: contact })).toEqual([
      "administrativeContact.email",
      "access.login",
      "notificationEmail",
    ]);
  });

  it("needs no postal code in countries without", () => {
    expect(missingProfileFields({ ...complete, country: "AE", postalCode: null })).toEqual([]);
  });

  it("of an empty form misses every field", () => {
    expect(missingProfileFields({})).toHaveLength(14);
  });
});
