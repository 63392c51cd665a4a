-- At what hour of the day messages reach users who read them, and how fast those do, for each agent.
--
-- A row is one agent and one hour of the day, 0 to 23, in UTC: of all the messages in the table that reached users in
-- that hour, of whichever day.
--
-- delivered               messages that reached the user; those whose READ came without a DELIVERED are among them
-- read_lower_bound        of these, the messages that were reported read
-- read_rate_lower_bound   their share, from 0 to 1
-- messages_with_latency   of these, the messages of which both times are known, which the next two columns are of
-- median_..., p95_...     half of them, and 95 of 100, were read within so many seconds of being delivered
--
-- It can't know what users who switched read receipts off have read: the rate is a lower bound, and the rest is not
-- unread. The hour is UTC's: nothing tells where a user is.
WITH reached AS (
  SELECT channel, agent, EXTRACT(HOUR FROM reached_time AT TIME ZONE 'UTC') AS hour, read_time, seconds_to_read
  FROM `${messages}`
  WHERE reached_time IS NOT NULL
),

ranked AS (
  SELECT
    *,
    -- Places are counted among the messages with a known delay, and apart from those without.
    ROW_NUMBER() OVER (
      PARTITION BY channel, agent, hour, seconds_to_read IS NULL
      ORDER BY seconds_to_read
    ) AS place,
    COUNT(seconds_to_read) OVER (PARTITION BY channel, agent, hour) AS known
  FROM reached
)

SELECT
  channel,
  agent,
  hour,
  COUNT(*) AS delivered,
  COUNT(read_time) AS read_lower_bound,
  AVG(CASE WHEN read_time IS NULL THEN 0.0 ELSE 1.0 END) AS read_rate_lower_bound,
  COUNT(seconds_to_read) AS messages_with_latency,
  MIN(CASE WHEN 2 * place >= known THEN seconds_to_read END) AS median_seconds_to_read,
  MIN(CASE WHEN 20 * place >= 19 * known THEN seconds_to_read END) AS p95_seconds_to_read
FROM ranked
GROUP BY channel, agent, hour
