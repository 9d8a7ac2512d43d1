/** The command was called wrongly: its message goes to the caller, and the exit code is 2. */
export class UsageError extends Error {}
