/** What the user can repair; shown as its message alone. */
export class UserError extends Error {
  override readonly name = "UserError";
}
