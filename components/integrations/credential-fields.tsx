import { TextField } from "@/components/ui/field";
import type { ProviderAnswer } from "@/lib/connections/setup-wire";

type Props = {
  fields: ProviderAnswer["fields"];
  /** Saved values, secrets in their masked form; empty while nothing is saved. */
  saved: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
  errorOf(name: string): string | undefined;
  onChange(name: string, value: string): void;
  isDisabled: boolean;
};

/** The provider's own fields. What is saved is never put back into them: empty means unchanged. */
export function CredentialFields({ fields, saved, values, errorOf, onChange, isDisabled }: Props) {
  return fields.map(({ name, label, isSecret, isOptional, help }) => (
    <TextField
      key={name}
      label={isOptional ? `${label} (optional)` : label}
      name={name}
      type={isSecret ? "password" : "text"}
      autoComplete={isSecret ? "new-password" : "off"}
      spellCheck={false}
      disabled={isDisabled}
      value={values[name] ?? ""}
      onChange={(event) => onChange(name, event.target.value)}
      error={errorOf(`credentials.${name}`)}
      help={
        saved[name] ? (
          <>
            Saved: <span className="tabular">{saved[name]}</span>. Leave it empty to keep that.
          </>
        ) : (
          help
        )
      }
    />
  ));
}
