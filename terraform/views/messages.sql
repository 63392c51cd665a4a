-- Each message that an agent sent: when it reached the user, and when it was read.
--
-- A row is one message that a receipt names, however often its receipts came: of two times for one fact the earlier
-- stays. The figures on messages are made of this; look here for one message, or for a period of your own.
--
-- reached_time      when it was delivered; or read, where that is said alone or earlier, since who read it had it
-- expired_time      when the platform revoked it, if it never reached the user
-- seconds_to_read   from delivered to read, where both are known; 0 where the two clocks disagree
--
-- It can't know of messages without any receipt. No read_time does not mean that nobody read it: users may switch
-- read receipts off, and nothing tells. A time is the platform's, if it sent one; else when the receipt arrived.
SELECT
  channel,
  agent,
  conversation,
  message,
  delivered_time,
  read_time,
  CASE WHEN delivered_time IS NULL OR read_time < delivered_time THEN read_time ELSE delivered_time END AS reached_time,
  CASE WHEN delivered_time IS NULL AND read_time IS NULL THEN revoked_time END AS expired_time,
  CASE
    WHEN read_time < delivered_time THEN 0.0
    ELSE (UNIX_MICROS(read_time) - UNIX_MICROS(delivered_time)) / 1e6
  END AS seconds_to_read
FROM (
  SELECT
    channel,
    MAX(agent) AS agent,
    conversation,
    message,
    MIN(CASE WHEN receiptType = 'DELIVERED' THEN time END) AS delivered_time,
    MIN(CASE WHEN receiptType = 'READ' THEN time END) AS read_time,
    MIN(CASE WHEN receiptType = 'EXPIRED' THEN time END) AS revoked_time
  FROM `${receipts}`
  GROUP BY channel, conversation, message
) AS facts
