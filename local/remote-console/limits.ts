/** Of each state and channel, as many messages at once as these: opening a page costs a read each. */
export const MAX_ROWS = 50;

/** Of more changes in a minute than these, the rows pause until it is over: each is a read. */
export const MAX_ROW_READS_PER_MINUTE = 1000;

/** How many reads a minute counting may take: it costs one for each 1,000 index entries, and comes less often then. */
export const MAX_COUNT_READS_PER_MINUTE = 1000;

/** How often a page that is open asks whether Firestore answers. */
export const POLL_INTERVAL_MS = 10_000;

/** How long the work goes on after the last page is closed: it may just be loaded again. */
export const IDLE_GRACE_MS = 15_000;

export const MINUTE_MS = 60_000;

/** Today, and those before. */
export const DAYS = 7;
