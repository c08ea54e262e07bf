const MAX_DEPTH = 40;

/** Whether JSON text nests deeper than any PSA's records do; looked at before it is parsed. */
export function nestsTooDeep(text: string, limit = MAX_DEPTH): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (inString) {
      if (character === 0x5c /* \ */) i++;
      else if (character === 0x22 /* " */) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x5b /* [ */ || character === 0x7b /* { */) {
      depth++;
      if (depth > limit) return true;
    } else if (character === 0x5d /* ] */ || character === 0x7d /* } */) depth--;
  }
  return false;
}
