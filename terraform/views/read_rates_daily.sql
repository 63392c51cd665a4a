-- How many of each day's messages were read, and how fast, for each agent.
--
-- A row is one agent and one day, in UTC: of the messages that reached users on that day, whenever they were read.
--
-- delivered               messages that reached the user; those whose READ came without a DELIVERED are among them
-- read_lower_bound        of these, the messages that were reported read
-- read_rate_lower_bound   their share, from 0 to 1
-- messages_with_latency   of these, the messages of which both times are known, which the next two columns are of
-- median_..., p95_...     half of them, and 95 of 100, were read within so many seconds of being delivered
--
-- It can't know what users who switched read receipts off have read: the rate is a lower bound, and the rest is not
-- unread. A day's figures rise as long as its messages may still be read: the latest days look low.
WITH reached AS (
  SELECT channel, agent, DATE(reached_time, 'UTC') AS day, read_time, seconds_to_read
  FROM `${messages}`
  WHERE reached_time IS NOT NULL
),

ranked AS (
  SELECT
    *,
    -- Places are counted among the messages with a known delay, and apart from those without.
    ROW_NUMBER() OVER (
      PARTITION BY channel, agent, day, seconds_to_read IS NULL
      ORDER BY seconds_to_read
    ) AS place,
    COUNT(seconds_to_read) OVER (PARTITION BY channel, agent, day) AS known
  FROM reached
)

SELECT
  channel,
  agent,
  day,
  COUNT(*) AS delivered,
  COUNT(read_time) AS read_lower_bound,
  AVG(CASE WHEN read_time IS NULL THEN 0.0 ELSE 1.0 END) AS read_rate_lower_bound,
  COUNT(seconds_to_read) AS messages_with_latency,
  MIN(CASE WHEN 2 * place >= known THEN seconds_to_read END) AS median_seconds_to_read,
  MIN(CASE WHEN 20 * place >= 19 * known THEN seconds_to_read END) AS p95_seconds_to_read
FROM ranked
GROUP BY channel, agent, day
