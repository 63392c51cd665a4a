/** Of more messages than these, the console forgets the oldest: its memory is bounded, in the server and the page. */
export const MAX_MESSAGES = 20_000;

/** The newest dead letters, which the console shows whole. */
export const MAX_DEAD_LETTERS = 50;
