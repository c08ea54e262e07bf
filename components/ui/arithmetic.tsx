/** A reckoning, line by line: "2 x 20.00 x 15/31 = 19.35 GBP". */
export function Arithmetic({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <ul className="grid gap-0.5 overflow-x-auto rounded-md bg-raised px-3 py-2 font-mono text-small tabular">
      {lines.map((line) => (
        <li key={line} className="whitespace-pre">
          {line}
        </li>
      ))}
    </ul>
  );
}
