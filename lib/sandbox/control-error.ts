/** Something wrong with what a test or the sandbox screen asked for; becomes 400 with the sentence. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}
