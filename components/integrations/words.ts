import type { Tone } from "@/components/ui/state";
import type { ReadinessAnswer, ReadingAnswer } from "@/lib/connections/setup-wire";
import type { ConnectionAnswer, TrialStepAnswer } from "@/lib/connections/wire";

type Word = { tone: Tone; word: string };

export const connectionStateWords: Record<ConnectionAnswer["state"], Word> = {
  draft: { tone: "grey", word: "Not set up" },
  active: { tone: "green", word: "Works" },
  paused: { tone: "grey", word: "Paused" },
  credentials_rejected: { tone: "red", word: "Credentials refused" },
  unreachable: { tone: "amber", word: "Does not answer" },
  disabled: { tone: "grey", word: "Switched off" },
};

export const readinessWords: Record<ReadinessAnswer["state"], Word> = {
  ready: { tone: "green", word: "Ready" },
  look: { tone: "amber", word: "Look" },
  needs_you: { tone: "red", word: "Needs you" },
  unchecked: { tone: "grey", word: "Not checked" },
};

export const stepLabels: Record<TrialStepAnswer["step"], string> = {
  find_address: "Find the address",
  sign_in: "Sign in",
  rights: "Rights",
  first_lists: "First lists",
};

export const stepWords: Record<TrialStepAnswer["state"], Word> = {
  done: { tone: "green", word: "Done" },
  warning: { tone: "amber", word: "Something is missing" },
  failed: { tone: "red", word: "Refused" },
  not_reached: { tone: "grey", word: "Not reached" },
  under_way: { tone: "blue", word: "Under way" },
};

export const listStateWords: Record<ReadingAnswer["lists"][number]["state"], Word> = {
  read: { tone: "green", word: "Read" },
  reading: { tone: "blue", word: "Being read" },
  refused: { tone: "red", word: "Not taken over" },
  after_mapping: { tone: "grey", word: "After mapping" },
};

type Vocabulary = ConnectionAnswer["vocabulary"];

export const plural = (word: string): string => (word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`);

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export function listLabel(list: ReadingAnswer["lists"][number]["list"], words: Vocabulary): string {
  switch (list) {
    case "companies":
      return capitalised(plural(words.company));
    case "catalog_items":
      return capitalised(plural(words.catalogItem));
    case "billing_codes":
      return "Billing codes";
    case "contracts":
      return capitalised(plural(words.contract));
    case "lines":
      return capitalised(plural(words.contractLine));
  }
}
