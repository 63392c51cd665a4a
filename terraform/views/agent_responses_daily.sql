-- How fast each agent reads what users write, by day.
--
-- A row is one agent and one day, in UTC: of the users' messages that were first read by an agent on that day.
--
-- agent_reads             messages that an agent read
-- messages_with_latency   of these, the messages whose time of sending the agent backend published (messageTime), which
--                         the next two columns are of
-- median_..., p95_...     half of them, and 95 of 100, were read within so many seconds of being sent
--
-- It can't know of messages that no agent has read: a fast agent who leaves most messages alone looks good here.
WITH dated AS (
  SELECT channel, agent, DATE(agent_read_time, 'UTC') AS day, seconds_to_agent_read
  FROM `${user_messages}`
),

ranked AS (
  SELECT
    *,
    -- Places are counted among the messages with a known delay, and apart from those without.
    ROW_NUMBER() OVER (
      PARTITION BY channel, agent, day, seconds_to_agent_read IS NULL
      ORDER BY seconds_to_agent_read
    ) AS place,
    COUNT(seconds_to_agent_read) OVER (PARTITION BY channel, agent, day) AS known
  FROM dated
)

SELECT
  channel,
  agent,
  day,
  COUNT(*) AS agent_reads,
  COUNT(seconds_to_agent_read) AS messages_with_latency,
  MIN(CASE WHEN 2 * place >= known THEN seconds_to_agent_read END) AS median_seconds_to_agent_read,
  MIN(CASE WHEN 20 * place >= 19 * known THEN seconds_to_agent_read END) AS p95_seconds_to_agent_read
FROM ranked
GROUP BY channel, agent, day
