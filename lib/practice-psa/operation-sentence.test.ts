import { expect, test } from "vitest";
import { sayOperation } from "./operation-sentence";

const seats = {
  id: "o",
  kind: "set_line_quantity",
  intended: { quantityBefore: "10", quantity: "12", effectiveDate: "2026-03-17" },
  taskNumber: "123",
  unit: "seat",
  customerName: "Calder LLC",
  productName: "Office Suite",
};

test.each([
  [seats, "T-000123, 10 to 12 seats from 17 March (Office Suite for Calder LLC)"],
  [
    {
      ...seats,
      taskNumber: null,
      intended: { quantityBefore: "12", quantity: "12", effectiveDate: "2027-01-01", unitPrice: "8.75" },
    },
    "12 seats at 8.75 from 1 January 2027 (Office Suite for Calder LLC)",
  ],
  [{ ...seats, kind: "set_line_text", customerName: null }, "T-000123, text of the line"],
])("an operation reads as %#", (operation, sentence) => {
  expect(sayOperation(operation, "2026-03-17")).toBe(sentence);
});
