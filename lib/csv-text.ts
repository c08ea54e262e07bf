/**
 * Rows as comma-separated text for a spreadsheet: quoted where needed, lines ended as RFC 4180 has it. A text that a
 * spreadsheet would take for a formula gets an apostrophe in front, so that a customer's name can calculate nothing.
 */
export function csvText(header: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | null): string {
  if (value === null) return "";
  const isNumber = /^-?\d+(\.\d+)?$/.test(value);
  const plain = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
