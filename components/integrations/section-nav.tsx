import { type Tone, toneIcons } from "@/components/ui/state";

export type Section = { id: string; label: string; tone: Tone; word: string };

const colours: Record<Tone, string> = {
  red: "text-red",
  amber: "text-amber",
  green: "text-green",
  blue: "text-blue",
  grey: "text-grey",
};

/** The sections of the page with how each stands; on a narrow screen a line above them. */
export function SectionNav({ sections }: { sections: readonly Section[] }) {
  return (
    <nav aria-label="Sections" className="overflow-x-auto print:hidden lg:sticky lg:top-4">
      <ol className="flex gap-1 lg:grid">
        {sections.map(({ id, label, tone, word }, index) => {
          const Icon = toneIcons[tone];
          return (
            <li key={id}>
              <a
                href={`#${id}`}
                className="flex items-start gap-2 rounded-md px-2.5 py-1.5 whitespace-nowrap hover:bg-raised lg:whitespace-normal"
              >
                <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${colours[tone]}`} />
                <span>
                  {index + 1} {label}
                  <span className="block text-small text-muted">{word}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
