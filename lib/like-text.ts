/** A text to be found as it is: what LIKE would read as a wildcard is taken literally. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}
