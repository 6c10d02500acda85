// Reading a form when it is sent: the browser keeps the texts.
import { type FormEvent, useState } from 'react';

/** The trimmed text of a form's field. */
export function formText(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Which of the fields that must be filled were left empty when the form was last sent. */
export function useRequired(names: readonly string[]) {
  const [empty, setEmpty] = useState<readonly string[]>([]);
  return {
    /** Answers the texts by name, or undefined when one is missing. */
    read(form: HTMLFormElement): Record<string, string> | undefined {
      const texts = Object.fromEntries(names.map((name) => [name, formText(form, name)]));
      const missing = names.filter((name) => texts[name] === '');
      setEmpty(missing);
      return missing.length === 0 ? texts : undefined;
    },
    /** For the form's onInput: what is being filled is not missing any more. */
    filling(event: FormEvent<HTMLFormElement>): void {
      const { name } = event.target as HTMLInputElement;
      setEmpty((before) => before.filter((missing) => missing !== name));
    },
    isMissing: (name: string) => empty.includes(name),
  };
}
