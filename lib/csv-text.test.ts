import { describe, expect, it } from "vitest";
import { csvText } from "./csv-text";

describe("comma-separated text", () => {
  it("quotes what would break a row, and leaves empty what is not known", () => {
    expect(csvText(["a", "b"], [['He said "no", twice', null]])).toBe('a,b\r\n"He said ""no"", twice",\r\n');
  });

  it.each(["=1+1", "+49 170", "-name", "@import"])("takes the formula out of %s", (text) => {
    expect(csvText(["a"], [[text]])).toBe(`a\r\n'${text}\r\n`);
  });

  it("leaves negative numbers numbers", () => expect(csvText(["a"], [["-12.50"]])).toBe("a\r\n-12.50\r\n"));
});
