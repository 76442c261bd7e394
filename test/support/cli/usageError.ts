/** Something about a command line, or a file it names, is wrong; the message is one plain sentence. */
export class UsageError extends Error {}
